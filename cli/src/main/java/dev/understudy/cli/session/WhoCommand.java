package dev.understudy.cli.session;

import dev.understudy.Internal;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Table;
import dev.understudy.cli.text.Words;
import dev.understudy.roster.RosterSnapshot;
import dev.understudy.roster.SessionRoster;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code understudy who}: who is in a session now. */
@Internal
@Command(
    name = "who",
    header = "Shows who is in a session.",
    description = {
      "Shows who is in a session: people with their devices, agents with their workers and what they show.",
      "Ably is where ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS say; Temporal is not asked."
    },
    sortOptions = false)
public final class WhoCommand extends SessionCommand {
  /** At that Ably which this process' environment names. */
  public WhoCommand() {
    this(System.getenv());
  }

  public WhoCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  void look(SessionRoster roster, RosterSnapshot now) {
    if (isForPrograms()) {
      print(json(now));
    } else if (now.all().isEmpty()) {
      print(Words.plain("nobody is in " + session()));
    } else {
      table(now).lines().forEach(this::print);
    }
  }

  private String json(RosterSnapshot now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("session", session());
    json.put("at", Instant.now().toString());
    json.put("there", now.all().stream().map(Attendees::json).toList());
    return JsonLine.of(json);
  }

  private static Table table(RosterSnapshot now) {
    Table table = new Table("WHO", "KIND", "ON", "SHOWS", "TASK");
    now.all()
        .forEach(who -> table.add(
            who.clientId(),
            Attendees.kind(who),
            Attendees.place(who),
            Attendees.shows(who),
            Attendees.task(who)));
    return table;
  }
}
