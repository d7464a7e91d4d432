import chat.parley.sdk.Cause;
import chat.parley.sdk.ChatMessage;
import chat.parley.sdk.ChatRoom;
import chat.parley.sdk.ClientListener;
import chat.parley.sdk.ClientOptions;
import chat.parley.sdk.ConnectionState;
import chat.parley.sdk.JoinOptions;
import chat.parley.sdk.ParleyClient;
import chat.parley.sdk.ParleyException;
import chat.parley.sdk.RoomListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Answers "!time" in a room. Run it again after a crash: it goes on where it was, and answers nothing twice. The secret
 * in the environment variable BOT_KEY makes it the same member; generate it once: openssl rand -hex 16
 */
public class Bot implements RoomListener {
    /** Up to where it has dealt with the room. */
    private static final Path POSITION = Path.of("bot-position.txt");

    private final CompletableFuture<ChatRoom> room = new CompletableFuture<>();

    public static void main(String[] arguments) throws Exception {
        ParleyClient client = ParleyClient.connect(ClientOptions.of(URI.create(arguments[0]))
                .guest("Time bot", System.getenv("BOT_KEY"))
                .listener(new ClientListener() {
                    @Override
                    public void state(ConnectionState state, ParleyException why) {
                        System.out.println(state + (why == null ? "" : " " + why.getMessage()));
                    }
                }));
        Bot bot = new Bot();
        String position = Files.exists(POSITION) ? Files.readString(POSITION) : null;
        bot.room.complete(client.room(arguments[1], bot, new JoinOptions(position, true)));
        Thread.currentThread().join(); // the client's threads are daemons
    }

    @Override
    public void message(ChatMessage message, Cause cause) {
        if (!message.mine() && message.text().equals("!time")) {
            // With the same ref and text, it is stored once, even if the bot crashes before it has saved the position.
            String ref = "answer-" + message.offset();
            try {
                room.join().send("It was " + message.at(), message.offset(), ref).join();
            } catch (CompletionException e) {
                e.printStackTrace();
                System.exit(1); // before it saves the position, so that the next run answers
            }
        }
        try {
            Path next = Files.writeString(Path.of(POSITION + ".new"), message.position());
            Files.move(next, POSITION, StandardCopyOption.ATOMIC_MOVE); // a crash leaves the old file or the new one
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
