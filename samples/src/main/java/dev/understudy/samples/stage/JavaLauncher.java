package dev.understudy.samples.stage;

import dev.understudy.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How to run this very program once more, in a small JVM of its own. */
public final class JavaLauncher {
  private static final int FIRST_TO_WARN_OF_NATIVE_ACCESS = 22;
  private static final int FIRST_TO_WARN_OF_UNSAFE = 23;

  private JavaLauncher() {}

  /**
   * A process of {@code arguments}, without the settings for Ably and Temporal of this one.
   *
   * @param environment what it gets to know instead; never an argument, which everybody can read
   */
  public static ProcessBuilder understudy(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(Runtime.version().feature()));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(JavaLauncher::isSetting);
    builder.environment().putAll(environment);
    return builder;
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("TEMPORAL_") || variable.startsWith("ABLY_");
  }

  private static List<String> options(int javaVersion) {
    // A handful of JVMs start at once: what makes each start fast matters more than its peak speed.
    List<String> options =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    if (javaVersion >= FIRST_TO_WARN_OF_NATIVE_ACCESS) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    if (javaVersion >= FIRST_TO_WARN_OF_UNSAFE) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
