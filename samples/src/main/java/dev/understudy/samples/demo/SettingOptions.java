package dev.understudy.samples.demo;

import dev.understudy.cli.HandoffOptions;
import dev.understudy.cli.config.TemporalAddress;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.stage.Setting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On what a demo runs, as options of its command; a picocli mixin. */
public final class SettingOptions {
  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "A Temporal server to use. Default: Temporal's test server, started here.")
  private @Nullable String temporal;

  @Mixin
  private HandoffOptions handoff = new HandoffOptions();

  /**
   * What the options say.
   *
   * @throws Fault of usage if one of them makes no sense
   */
  public Setting setting() {
    if (temporal != null) {
      TemporalAddress.require(temporal, "--temporal");
    }
    return new Setting(handoff.policy(), Optional.ofNullable(temporal));
  }
}
