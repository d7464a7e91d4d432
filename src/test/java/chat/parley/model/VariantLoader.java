package chat.parley.model;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Pattern;

/** Has classes of its own of what a variant is made of, and of the model; all else comes from where it always comes from. */
final class VariantLoader extends URLClassLoader {
    private static final Pattern OURS = Pattern.compile("chat\\.parley\\.(event|lane|identity|log|room|model)\\..*");

    /** @param classes the variant's, with the resources that it changes */
    VariantLoader(Path classes) throws MalformedURLException {
        super(new URL[] {classes.toUri().toURL(), Variant.class.getProtectionDomain().getCodeSource().getLocation()}, Variant.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!OURS.matcher(name).matches()) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> own = findResources(name);
        return own.hasMoreElements() ? own : super.getResources(name);
    }
}
