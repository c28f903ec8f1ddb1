package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.audience.Absence;
import dev.understudy.audience.Audience;
import dev.understudy.audience.AudienceMemo;
import dev.understudy.audience.AudiencesMemo;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Status;
import dev.understudy.presence.StepMoment;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact JSON of what others read of a task: clients its view, and its next run what is carried. */
class SessionWireTest {
  private static final DataConverter JSON = DefaultDataConverter.newDefaultInstance();
  private static final SessionName ROOM = new SessionName("room:42");
  private static final AgentName KEEPER = new AgentName("keeper");
  private static final User ALICE = new User("alice", 2, Optional.empty());
  private static final User BOB = new User("bob", 1, Optional.of("editor"));
  private static final Control LUNCH = new Control("alice", "lunch");
  private static final Status READING =
      new Status(7, AgentState.ASKING, "reading", Map.of("page", 3), new StepMoment(1, 2, 3));
  private static final Absence GIVEN_UP = absence("""
      {"last":[{"clientId":"alice","devices":2}],"leftAtMillis":1,"outcome":"cancelled",\
      "decidedAtMillis":3,"endedAtMillis":3,"pausedAtMillis":2}""");

  private static final Handoff.Turn AT_B = new ToldHandoff.OneTurn("b", new Tenure(1, 3));
  private static final Handoff TAKEOVER = new ToldHandoff(
      ROOM,
      KEEPER,
      new ToldHandoff.OneTurn("a", new Tenure(1, 2)),
      AT_B,
      ToldHandoff.KnownReason.of(HandoffCause.HEARTBEAT, Optional.of(Instant.ofEpochMilli(1))),
      new ToldHandoff.SeenCourse(
          Instant.ofEpochMilli(2), Instant.ofEpochMilli(3), 0, true, Optional.of(400L)));

  private static final String TAKEOVER_JSON = """
      {"session":"room:42","agent":"keeper","from":{"worker":"a","tenure":[1,2]},\
      "to":{"worker":"b","tenure":[1,3]},\
      "reason":{"cause":"heartbeat","noticed":"1970-01-01T00:00:00.001Z"},\
      "course":{"dispatched":"1970-01-01T00:00:00.002Z","entered":"1970-01-01T00:00:00.003Z",\
      "offlineMillis":0,"isOfflineWhole":true,"ghostMillis":400}}""";

  private static final String KEEPER_JSON = """
      {"session":"room:42","agent":"keeper","keeper":{"worker":"b","tenure":[1,3]},\
      "status":{"sequence":7,"state":"asking","text":"reading","detail":{"page":3},"step":[1,2,3]},\
      "sees":{"people":[{"clientId":"alice","devices":2},\
      {"clientId":"bob","devices":1,"role":"editor"}],\
      "absences":[{"last":[{"clientId":"alice","devices":2}],"leftAtMillis":1,"outcome":"cancelled",\
      "decidedAtMillis":3,"endedAtMillis":3,"pausedAtMillis":2}],\
      "due":{"outcome":"paused","atMillis":9}},\
      "work":{"activeMillis":5000,"discardedSteps":1}}""";

  private static <T> T reread(T value, Class<T> type) {
    return JSON.fromPayload(JSON.toPayload(value).orElseThrow(), type, type);
  }

  private static Absence absence(String json) {
    try {
      return new ObjectMapper().registerModule(new Jdk8Module()).readValue(json, Absence.class);
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(json, wrong);
    }
  }

  private static String json(Object value) {
    return JSON.toPayload(value).orElseThrow().getData().toStringUtf8();
  }

  @Test
  void aViewIsReadByTheseNames() {
    SessionView.Agent keeper = new TaskView.OneAgent(
        ROOM,
        KEEPER,
        Optional.of(AT_B),
        READING,
        new TaskView.SeenPeople(
            new People(List.of(ALICE, BOB)),
            List.of(GIVEN_UP),
            Optional.of(new TaskView.NextDue(Absence.Outcome.PAUSED, 9))),
        new TaskView.DoneWork(5000, 1));
    SessionView view = new TaskView(
        AgentState.PAUSED,
        Optional.of(LUNCH),
        Optional.of(LUNCH.in("room:42")),
        true,
        List.of(new Question(8, "Publish this?", "alice, bob", 9000)),
        4,
        2,
        List.of(keeper),
        List.of(new TaskView.PastAgent(keeper, LeaveReason.ABANDONED)),
        List.of(TAKEOVER));

    assertThat(json(view)).isEqualTo("""
            {"state":"paused",\
            "pausedBy":{"by":"alice","why":"lunch"},\
            "cancelledBy":{"by":"alice","why":"lunch","session":"room:42"},"isCancelled":true,\
            "questions":[{"id":8,"text":"Publish this?","approvers":"alice, bob","deadlineMillis":9000}],\
            "messagesTaken":4,"messagesWaiting":2,\
            "agents":[%1$s],"past":[{"agent":%1$s,"reason":"abandoned"}],\
            "handoffs":[%2$s]}""".formatted(KEEPER_JSON, TAKEOVER_JSON));
    assertThat(reread(view, SessionView.class)).isEqualTo(view);
  }

  @Test
  void aViewOfNothingHasNoEmptyNames() {
    SessionView view = new TaskView(
        AgentState.ACTIVE,
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        0,
        0,
        List.of(),
        List.of(),
        List.of());

    assertThat(json(view)).isEqualTo("""
            {"state":"active","isCancelled":false,"questions":[],"messagesTaken":0,"messagesWaiting":0,\
            "agents":[],"past":[],"handoffs":[]}""");
  }

  @Test
  void aRunReadsByTheseNamesWhatTheLastOneKnew() {
    AudiencesMemo watched = new AudiencesMemo(
        Optional.of(new SightingRank(new Tenure(1, 2), 3)),
        new People(List.of(BOB)),
        new AudienceMemo("abandoned", 1, 2),
        List.of(absence("{\"last\":[],\"leftAtMillis\":1,\"outcome\":\"none\"}")),
        Optional.of(new People(List.of(ALICE))),
        List.of(
            new AudiencesMemo.Other(Audience.users("carol"), new AudienceMemo("gone", 2, 0)),
            new AudiencesMemo.Other(Audience.withRole("editor"), new AudienceMemo("here", 0, 0)),
            new AudiencesMemo.Other(Audience.anyone(), new AudienceMemo("unmet", 3, 0))));
    CarriedOver carried = new CarriedOver(
        Optional.of("run-1"),
        Optional.of(LUNCH),
        List.of(new Steering("alice", "shorter")),
        List.of(new CarriedOver.LeftOpen(
            ROOM,
            KEEPER,
            new CarriedOver.Place("green", "blue", 6, List.of("blue")),
            Status.NONE,
            false,
            watched,
            5000)),
        Optional.of(new CarriedOver.Cancellation(Optional.of(LUNCH))),
        4,
        Optional.of(new HandoffLog(
            List.of(TAKEOVER), List.of(new HandoffLog.Kept(new Seat(ROOM, KEEPER), AT_B)))));

    assertThat(json(carried)).isEqualTo("""
            {"from":"run-1","pausedBy":{"by":"alice","why":"lunch"},\
            "messages":[{"by":"alice","text":"shorter"}],\
            "sessions":[{"session":"room:42","agent":"keeper","place":{"queue":"green","home":"blue","generation":6,"before":["blue"]},\
            "status":{"sequence":0,"state":"active","text":"","detail":{}},\
            "watched":{"seen":{"tenure":[1,2],"sequence":3},\
            "people":[{"clientId":"bob","devices":1,"role":"editor"}],\
            "state":{"kind":"abandoned","since":1,"paused":2},\
            "absences":[{"last":[],"leftAtMillis":1,"outcome":"none"}],\
            "onMore":[{"clientId":"alice","devices":2}],\
            "others":[{"audience":{"users":["carol"]},\
            "state":{"kind":"gone","since":2,"paused":0}},\
            {"audience":{"role":"editor"},"state":{"kind":"here","since":0,"paused":0}},\
            {"audience":{},"state":{"kind":"unmet","since":3,"paused":0}}]},\
            "activeMillis":5000}],\
            "cancellation":{"by":{"by":"alice","why":"lunch"}},"messagesTaken":4,\
            "handoffs":{"latest":[%s],"kept":[{"seat":{"session":"room:42","agent":"keeper"},\
            "by":{"worker":"b","tenure":[1,3]}}]}}""".formatted(TAKEOVER_JSON));
    assertThat(reread(carried, CarriedOver.class)).isEqualTo(carried);
  }
}
