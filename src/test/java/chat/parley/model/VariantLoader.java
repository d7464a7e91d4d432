package chat.parley.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Redefines all of Parley's classes, some of them changed; delegates everything else to the parent. */
final class VariantLoader extends ClassLoader {
    private static final String OURS = "chat.parley.";
    private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

    private final Map<String, byte[]> changed;

    /** @param changed byte code of the changed classes by name */
    VariantLoader(Map<String, byte[]> changed) {
        super(VariantLoader.class.getClassLoader());
        this.changed = Map.copyOf(changed);
    }

    /** The original byte code of the class. */
    static byte[] bytes(String name) {
        return READ.computeIfAbsent(name, unknown -> {
            String path = name.replace('.', '/') + ".class";
            try (InputStream file = VariantLoader.class.getClassLoader().getResourceAsStream(path)) {
                return file == null ? null : file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = changed.containsKey(name) ? changed.get(name) : bytes(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
