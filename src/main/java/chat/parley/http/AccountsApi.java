package chat.parley.http;

import chat.parley.account.Account;
import chat.parley.account.AccountBook;
import chat.parley.account.AccountLink;
import chat.parley.account.AccountLinks;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
import chat.parley.signin.WebSession;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The HTTP API of accounts: one's own, and for owners those of others and links for new ones. */
@WebServlet(
        urlPatterns = {
            "/api/accounts",
            "/api/accounts/*",
            "/api/invites",
            "/api/invites/*",
            "/api/me/account",
            "/api/me/name",
            "/api/me/password"
        },
        asyncSupported = true)
public final class AccountsApi extends AccountServlet {
    private static final long serialVersionUID = 1L;
    private static final String ACCOUNT = "/api/accounts/";
    private static final String INVITE = "/api/invites/";
    private static final String RESET = "/reset";
    private static final int MOST_DAYS = 30;
    private static final String GET = "GET";
    private static final String POST = "POST";

    /**
     * An account.
     *
     * @param member id of the account's member
     * @param owner whether it may manage others
     * @param active whether it can be used
     * @param created in milliseconds since 1970
     */
    public record AccountEntry(String id, String member, String name, boolean owner, boolean active, long created) {
        private static AccountEntry of(Account account) {
            return new AccountEntry(
                    account.id(),
                    account.member().id(),
                    account.name(),
                    account.owner(),
                    account.active(),
                    account.created().toEpochMilli());
        }
    }

    /** All accounts, the oldest first. */
    public record AccountEntries(List<AccountEntry> accounts) {}

    /** A link that was not used yet. The times are in milliseconds since 1970. */
    public record LinkEntry(String id, String kind, String by, String name, long created, long expires) {
        private static LinkEntry of(AccountLink link, AccountBook book) {
            return new LinkEntry(
                    link.id(),
                    link.kind().name().toLowerCase(Locale.ROOT),
                    link.creator() == null ? null : book.get(link.creator()).name(),
                    link.account() == null ? null : book.get(link.account()).name(),
                    link.created().toEpochMilli(),
                    link.expires().toEpochMilli());
        }
    }

    /** All links that were not used yet, the oldest first. */
    public record LinkEntries(List<LinkEntry> invites) {}

    /**
     * A new link.
     *
     * @param link the whole address, which the server does not show again
     */
    public record NewLink(String id, String link, long expires) {
        /** Without the link. */
        @Override
        public String toString() {
            return id;
        }
    }

    /** How long an invitation is valid. */
    public record Validity(Integer days) {}

    /** What changes of an account; null for what stays. */
    public record AccountChange(Boolean owner, Boolean active) {}

    /** A new name. */
    public record Renaming(String name) {}

    /** The current password and the new one. */
    public record PasswordChange(String current, String password) {
        /** Without the passwords. */
        @Override
        public String toString() {
            return "password change";
        }
    }

    /** For containers. */
    public AccountsApi() {
        this(RequestReader.NON_BLOCKING, ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public AccountsApi(RequestReader reader, ResponseWriter writer) {
        super(reader, writer);
    }

    @Override
    void serve(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        if (path.startsWith("/api/me/")) {
            me(path, request, response);
        } else if (path.equals("/api/accounts")) {
            if (has(GET, request, response)) {
                owner(request);
                AccountEntries all = new AccountEntries(
                        accounts().book().all().stream().map(AccountEntry::of).toList());
                response.getOutputStream().write(json(HttpServletResponse.SC_OK, all, response));
            }
        } else if (path.equals("/api/invites")) {
            invites(request, response);
        } else if (path.startsWith(INVITE)) {
            if (has("DELETE", request, response)) {
                Account owner = owner(request);
                answer(
                        accounts().links().revoke(owner, path.substring(INVITE.length())),
                        request,
                        response,
                        done -> nothing(response));
            }
        } else if (has(POST, request, response)) {
            account(path, request, response);
        }
    }

    private void me(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        if (path.endsWith("/account")) {
            if (has(GET, request, response)) {
                Account own = accountIfAny(request);
                response.getOutputStream()
                        .write(
                                own == null
                                        ? nothing(response)
                                        : json(HttpServletResponse.SC_OK, AccountEntry.of(own), response));
            }
        } else if (has(POST, request, response)) {
            Account account = account(request);
            WebSession session = session(request);
            if (session == null) {
                throw new Refusal(ErrorCode.UNAUTHORIZED, "Sign in first");
            }
            if (path.endsWith("/name")) {
                rename(account, session, request, response);
            } else {
                read(
                        PasswordChange.class,
                        request,
                        response,
                        given -> accounts()
                                .passwords()
                                .change(account, session, given.current(), given.password())
                                .thenApply(Function.identity()),
                        done -> nothing(response));
            }
        }
    }

    private void rename(Account account, WebSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Chat chat = (Chat) getServletContext().getAttribute(RoomsApi.CHAT);
        read(Renaming.class, request, response, given -> accounts().rename(account, session, given.name()), renamed -> {
            NameBearer.tell(chat, session);
            Member member = renamed.member();
            return HttpReply.member(member, response);
        });
    }

    private void invites(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        if (!has(List.of(GET, POST), request, response)) {
            return;
        }
        Account owner = owner(request);
        AccountLinks links = accounts().links();
        if (request.getMethod().equals(GET)) {
            LinkEntries all = new LinkEntries(links.all().stream()
                    .map(link -> LinkEntry.of(link, accounts().book()))
                    .toList());
            response.getOutputStream().write(json(HttpServletResponse.SC_OK, all, response));
            return;
        }
        read(
                Validity.class,
                request,
                response,
                given -> links.invite(owner, validity(given.days())),
                created(request, response));
    }

    private static Duration validity(Integer days) {
        if (days == null) {
            return AccountLink.VALIDITY;
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new Refusal(ErrorCode.INVALID, "days must be a number from 1 to " + MOST_DAYS);
        }
        return Duration.ofDays(days);
    }

    private static Function<AccountLinks.Issued, byte[]> created(
            HttpServletRequest request, HttpServletResponse response) {
        String address = (request.isSecure() ? "https://" : "http://") + request.getHeader("Host")
                + request.getContextPath() + "/";
        return issued -> json(
                HttpServletResponse.SC_CREATED,
                new NewLink(
                        issued.link().id(),
                        address + issued.path(),
                        issued.link().expires().toEpochMilli()),
                response);
    }

    private void account(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Account owner = owner(request);
        String rest = path.substring(ACCOUNT.length());
        if (rest.endsWith(RESET)) {
            Account account = accounts().book().get(rest.substring(0, rest.length() - RESET.length()));
            if (!account.active()) {
                throw new Refusal(ErrorCode.CONFLICT, "The account is deactivated; activate it first");
            }
            answer(accounts().links().reset(account, owner), request, response, created(request, response));
        } else {
            Account account = accounts().book().get(rest);
            read(
                    AccountChange.class,
                    request,
                    response,
                    given -> change(owner, account, given),
                    changed -> json(HttpServletResponse.SC_OK, AccountEntry.of(changed), response));
        }
    }

    private CompletionStage<Account> change(Account owner, Account account, AccountChange given) {
        if ((given.owner() == null) == (given.active() == null)) {
            throw new Refusal(ErrorCode.INVALID, "Send either owner or active, true or false");
        }
        return given.owner() != null
                ? accounts().setOwner(owner, account, given.owner())
                : accounts().setActive(owner, account, given.active());
    }
}
