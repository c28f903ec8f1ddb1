package dev.understudy.cli.session;

import dev.understudy.Internal;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Words;
import dev.understudy.roster.Participant;
import dev.understudy.roster.RosterListener;
import dev.understudy.roster.RosterSnapshot;
import dev.understudy.roster.SessionRoster;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code understudy watch}: who comes to a session and goes, until it is stopped. */
@Internal
@Command(
    name = "watch",
    header = "Shows who comes to a session and goes.",
    description = {
      "Shows who is in a session, and then who comes and goes and what agents show, a line each, until it is stopped.",
      "Ably is where ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS say; Temporal is not asked."
    },
    sortOptions = false)
public final class WatchCommand extends SessionCommand {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End after that time. Default: when it is stopped, as by Ctrl-C.")
  private @Nullable Duration length;

  /** At that Ably which this process' environment names. */
  public WatchCommand() {
    this(System.getenv());
  }

  public WatchCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  void look(SessionRoster roster, RosterSnapshot now) {
    if (now.all().isEmpty() && !isForPrograms()) {
      print(Words.plain("%s  nobody is in %s".formatted(Words.time(Instant.now()), session())));
    }
    roster.listen(new Lines());
    CountDownLatch never = new CountDownLatch(1);
    try {
      if (length == null) {
        never.await();
      } else {
        boolean unused = never.await(length.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says what it hears. Called by one thread at a time. */
  private final class Lines implements RosterListener {
    /** That it is known from the start goes without saying. */
    private boolean isLost;

    @Override
    public void entered(Participant who) {
      say("entered", who, "is here, " + told(who));
    }

    @Override
    public void updated(Participant who) {
      say("updated", who, told(who));
    }

    @Override
    public void left(Participant who) {
      say("left", who, "has left" + reason(who));
    }

    @Override
    public void lostView(String why) {
      isLost = true;
      say("lost-view", Map.of("why", why), "nobody can tell who is there: " + why);
    }

    @Override
    public void regainedView(RosterSnapshot now) {
      if (isLost) {
        isLost = false;
        say("regained-view", Map.of(), "it is known again who is there");
      }
    }

    private String told(Participant who) {
      String shows = Attendees.shows(who);
      return "on %s%s".formatted(Attendees.place(who), shows.isEmpty() ? "" : ", " + shows);
    }

    private String reason(Participant who) {
      return Attendees.json(who).containsKey("reason")
          ? ": " + Attendees.json(who).get("reason")
          : "";
    }

    private void say(String event, Participant who, String words) {
      say(event, Map.of("who", Attendees.json(who)), who.clientId() + " " + words);
    }

    private void say(String event, Map<String, Object> more, String words) {
      Instant now = Instant.now();
      if (isForPrograms()) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", now.toString());
        json.put("event", event);
        json.putAll(more);
        print(JsonLine.of(json));
      } else {
        print(Words.plain("%s  %s".formatted(Words.time(now), words)));
      }
    }
  }
}
