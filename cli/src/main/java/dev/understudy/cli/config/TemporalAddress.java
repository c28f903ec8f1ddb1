package dev.understudy.cli.config;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the address of a Temporal server is written: host and port. */
@Internal
public final class TemporalAddress {
  private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^\\s:/]+):(\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  private TemporalAddress() {}

  /**
   * Nothing, if {@code text} is one.
   *
   * @param setting where it was written
   * @throws Fault of usage if it is none
   */
  public static void require(String text, String setting) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > HIGHEST_PORT) {
      throw Fault.usage(
          "'" + text + "' is no address of a Temporal server",
          "set " + setting + " to one such as 127.0.0.1:7233");
    }
  }
}
