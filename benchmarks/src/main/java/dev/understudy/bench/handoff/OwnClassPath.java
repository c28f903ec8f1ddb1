package dev.understudy.bench.handoff;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The class path of this program; under Maven, the JVM's own has Maven only. */
public final class OwnClassPath {
  private OwnClassPath() {}

  /** As the option {@code -cp} takes it. */
  public static String text() {
    return OwnClassPath.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(System.getProperty("path.separator")))
        : System.getProperty("java.class.path");
  }
}
