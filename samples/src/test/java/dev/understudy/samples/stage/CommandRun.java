package dev.understudy.samples.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What came of running this program in a process of its own. */
public record CommandRun(int exitStatus, String out, String err) {

  /** Runs it to its end. */
  public static CommandRun of(String... arguments) throws IOException, InterruptedException {
    Process process = JavaLauncher.understudy(Map.of(), List.of(arguments)).start();
    String out = read(process.getInputStream());
    String err = read(process.getErrorStream());
    return new CommandRun(process.waitFor(), out, err);
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
