package dev.understudy.cli;

import dev.understudy.Internal;
import dev.understudy.cli.config.Setting;
import dev.understudy.cli.config.Settings;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Table;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy config}: which values count, and where each comes from. */
@Internal
@Command(
    name = "config",
    header = "Shows which settings count, and where each comes from.",
    description = {
      "Shows the values that count for all commands, and where each comes from; of secrets only that they are there.",
      "Connects to nothing."
    },
    sortOptions = false)
public final class ConfigCommand implements Subcommand {
  @Option(names = "--json", description = "Print one JSON object instead, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  /** Of this process' environment. */
  public ConfigCommand() {
    this(System.getenv());
  }

  ConfigCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<Setting> settings = Settings.of(environment);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonLine.of(
          Map.of("settings", settings.stream().map(ConfigCommand::json).toList())));
    } else {
      Table table = new Table("NAME", "VALUE", "FROM");
      settings.forEach(one -> table.add(one.name(), one.value(), one.from()));
      table.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> json(Setting setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", setting.name());
    json.put("value", setting.value());
    json.put("from", setting.from());
    return json;
  }
}
