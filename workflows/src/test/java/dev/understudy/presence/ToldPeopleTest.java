package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.understudy.refusal.WholeCharacters;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToldPeopleTest {
  private static final int MOST_OF_A_BLOB = 2 << 20;
  private static final int MANY = 60_000;

  private static Roster roster(int users, String name) {
    List<Member> members = IntStream.range(0, users)
        .mapToObj(user -> new Member(
            name + user,
            "connection-" + user,
            Optional.<AgentPresence>empty(),
            Optional.of("reader")))
        .toList();
    return Roster.EMPTY.synced(members, List.of());
  }

  private static int size(People people) throws JsonProcessingException {
    return new ObjectMapper().registerModule(new Jdk8Module()).writeValueAsBytes(people).length;
  }

  @Test
  void areAllToldHoweverLongTheirNamesAre() throws JsonProcessingException {
    People told = roster(40, "x".repeat(MANY)).people();

    assertThat(told.users()).hasSize(40).doesNotHaveDuplicates();
    assertThat(size(told)).isLessThan(MOST_OF_A_BLOB / 10);
  }

  @Test
  void haveTheSameNameEachTime() {
    assertThat(roster(2, "🎭".repeat(MANY)).people())
        .isEqualTo(roster(2, "🎭".repeat(MANY)).people());
  }

  @Test
  void areToldThoughAStrangerHasHalfOfACharacter() throws JsonProcessingException {
    for (String half : List.of("\ud83c", "\udfad", "x".repeat(63) + "\ud83c" + "x".repeat(MANY))) {
      People told = roster(1, half).people();

      assertThat(told.users().get(0).clientId())
          .satisfies(name -> WholeCharacters.require("it", name));
      assertThat(size(told)).isLessThan(1000);
    }
  }

  @Test
  void haveNoRoleWithHalfOfACharacter() {
    assertThat(User.roleIn("{\"role\":\"\\ud800\"}")).isEmpty();
    assertThat(User.roleIn("{\"role\":\"\\ud83c\\udfad\"}")).contains("🎭");
  }

  @Test
  void keepNamesThatAreNotLong() {
    assertThat(roster(1, "a".repeat(511)).people().users().get(0).clientId())
        .hasSize(512)
        .endsWith("0");
  }

  @Test
  void areThoseWhoCameFirstOfACrowd() throws JsonProcessingException {
    for (String name : List.of("alice-", "é".repeat(200), "\u0001".repeat(400), "\"".repeat(400))) {
      People told = roster(20_000, name).people();

      assertThat(told.users().size()).isGreaterThan(300);
      assertThat(told.users().get(0).clientId()).isEqualTo(name + 0);
      assertThat(size(told)).isLessThan(MOST_OF_A_BLOB);
    }
  }
}
