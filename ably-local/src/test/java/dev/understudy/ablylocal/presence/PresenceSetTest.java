package dev.understudy.ablylocal.presence;

import static dev.understudy.ablylocal.presence.PresenceAction.ENTER;
import static dev.understudy.ablylocal.presence.PresenceAction.LEAVE;
import static dev.understudy.ablylocal.presence.PresenceAction.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.presence.PresenceSet.Announcement;
import dev.understudy.ablylocal.wire.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PresenceSetTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final PresenceSet set = new PresenceSet();

  @Test
  void makesLeavesLaterByWhatIsToldOfTime() {
    Member member = ada(0, "x").withAt(NOON.plusNanos(100));
    set.put(member);

    Announcement leave = set.leaveAll("c1", "made:0", NOON.plusNanos(200)).get(0);

    assertThat(leave.member().at().toEpochMilli()).isGreaterThan(NOON.toEpochMilli());
  }

  @Nested
  class OfNobody {
    @Test
    void isEnteredByAnUpdate() {
      assertThat(set.put(ada(0, "x")).action()).isEqualTo(ENTER);
    }

    @Test
    void isLeftSilently() {
      assertThat(set.leave(ada(0, "x"))).isEmpty();
    }

    @Test
    void isEnteredByARepeatedEnterUnderItsOldId() {
      Optional<Announcement> entered = set.reenter(ada(3, "x"), new MessageId("c1", 3, 0));

      assertThat(entered).map(Announcement::action).contains(ENTER);
      assertThat(set.members()).extracting(Member::id).containsExactly("c1:3:0");
    }
  }

  @Nested
  class WithAMember {
    WithAMember() {
      set.put(ada(3, "first"));
    }

    @Test
    void isUpdatedByAnEnter() {
      Announcement second = set.put(ada(4, "second"));

      assertThat(second.action()).isEqualTo(UPDATE);
      assertThat(set.members()).containsExactly(ada(4, "second"));
    }

    @Test
    void tellsTheLastDataOfAMemberThatLeavesWithout() {
      Announcement left = set.leave(
              new Member(ada(4, "").key(), "c1:4:0", NOON, JsonNodeFactory.instance.objectNode()))
          .orElseThrow();

      assertThat(left.action()).isEqualTo(LEAVE);
      assertThat(left.member().payload()).isEqualTo(data("first"));
      assertThat(set.size()).isZero();
    }

    @Test
    void tellsTheDataThatALeaveBears() {
      assertThat(set.leave(ada(4, "bye")).orElseThrow().member().payload()).isEqualTo(data("bye"));
    }

    @Test
    void bearsItsOwnExtrasBesideTheLastData() {
      ObjectNode extras = JsonNodeFactory.instance.objectNode();
      extras.putObject("extras").put("k", "v");

      ObjectNode told =
          set.leave(ada(4, "").withPayload(extras)).orElseThrow().member().payload();

      assertThat(told.path("extras")).isEqualTo(extras.path("extras"));
      assertThat(told.path("data").asText()).isEqualTo("first");
    }

    @Test
    void isNotChangedByARepeatedEnterOfTheSameId() {
      assertThat(set.reenter(ada(3, "first"), new MessageId("c1", 3, 0))).isEmpty();
    }

    @Test
    void isNotChangedByARepeatedEnterOfAnOlderId() {
      assertThat(set.reenter(ada(2, "older"), new MessageId("c1", 2, 0))).isEmpty();
      assertThat(set.members()).containsExactly(ada(3, "first"));
    }

    @Test
    void isUpdatedByARepeatedEnterOfANewerId() {
      assertThat(set.reenter(ada(5, "newer"), new MessageId("c1", 5, 0)))
          .map(Announcement::action)
          .contains(UPDATE);
    }

    @Test
    void countsTheSameClientOnAnotherConnectionAsAnotherMember() {
      assertThat(set.put(member("c2", "ada", 0, "x")).action()).isEqualTo(ENTER);
      assertThat(set.size()).isEqualTo(2);
    }
  }

  @Nested
  class WhenAConnectionEnds {
    WhenAConnectionEnds() {
      set.put(ada(0, "of ada"));
      set.put(member("c1", "bob", 1, "of bob"));
      set.put(member("c2", "ada", 0, "elsewhere"));
    }

    @Test
    void losesItsMembersAndNoOthers() {
      List<Announcement> leaves = set.leaveAll("c1", "made-1", NOON);

      assertThat(leaves)
          .extracting(leave -> leave.member().key().clientId())
          .containsExactly("ada", "bob");
      assertThat(set.members())
          .extracting(member -> member.key().connectionId())
          .containsExactly("c2");
    }

    @Test
    void tellsTheirLastDataUnderAnIdThatIsNotTheirConnections() {
      Member left = set.leaveAll("c1", "made-1", NOON).get(0).member();

      assertThat(left.id()).isEqualTo("made-1:0");
      assertThat(left.payload()).isEqualTo(data("of ada"));
    }

    @Test
    void makesLeavesThatAreNewerThanWhatTheyEnd() {
      assertThat(set.leaveAll("c1", "made-1", NOON))
          .allSatisfy(leave -> assertThat(leave.member().at()).isAfter(NOON));
    }

    @Test
    void makesWhatFollowsNewerThanTheLeaves() {
      Instant left = set.leaveAll("c1", "made-1", NOON).get(1).member().at();

      assertThat(set.put(ada(0, "again")).member().at()).isAfter(left);
    }

    @Test
    void makesNoLeaveTwice() {
      set.leaveAll("c1", "made-1", NOON);

      assertThat(set.leaveAll("c1", "made-2", NOON)).isEmpty();
    }
  }

  private static Member ada(long msgSerial, String data) {
    return member("c1", "ada", msgSerial, data);
  }

  private static Member member(String connectionId, String clientId, long msgSerial, String data) {
    String id = new MessageId(connectionId, msgSerial, 0).toString();
    return new Member(new Member.Key(connectionId, clientId), id, NOON, data(data));
  }

  private static ObjectNode data(String data) {
    return JsonNodeFactory.instance.objectNode().put("data", data);
  }
}
