package dev.understudy.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Status;
import dev.understudy.presence.User;
import dev.understudy.session.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of what is ours, under mappers that were made for something else. */
class OwnFormTest {
  /** A user's own type with ours in it. */
  record Meeting(Answer firstAnswer, List<User> allUsers, Optional<LeaveReason> whyEnded) {}

  private static final Answer NO = new Answer(0, "alice", false, "");
  private static final People ALICE = new People(List.of(new User("alice", 2, Optional.empty())));

  static Stream<ObjectMapper> mappers() {
    return Stream.of(
        new ObjectMapper(),
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE),
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE),
        new ObjectMapper().setDefaultPropertyInclusion(Include.NON_DEFAULT),
        new ObjectMapper().setDefaultPropertyInclusion(Include.NON_EMPTY),
        new ObjectMapper().enable(SerializationFeature.WRITE_ENUMS_USING_INDEX),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT),
        new ObjectMapper().enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS.mappedFeature()),
        new ObjectMapper()
            .activateDefaultTyping(LaissezFaireSubTypeValidator.instance, DefaultTyping.NON_FINAL));
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void isTheSameUnderEveryMapper(ObjectMapper mapper) throws JsonProcessingException {
    assertThat(mapper.writeValueAsString(NO))
        .isEqualTo("{\"question\":0,\"by\":\"alice\",\"isApproval\":false,\"comment\":\"\"}");
    assertThat(mapper.writeValueAsString(ALICE))
        .isEqualTo("[{\"clientId\":\"alice\",\"devices\":2}]");
    assertThat(mapper.writeValueAsString(LeaveReason.COMPLETED)).isEqualTo("\"completed\"");
    assertThat(mapper.writeValueAsString(Status.NONE))
        .isEqualTo("{\"sequence\":0,\"state\":\"active\",\"text\":\"\",\"detail\":{}}");
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void isReadByEveryMapper(ObjectMapper mapper) throws JsonProcessingException {
    assertThat(mapper.readValue(mapper.writeValueAsString(NO), Answer.class)).isEqualTo(NO);
    assertThat(mapper.readValue(mapper.writeValueAsString(ALICE), People.class)).isEqualTo(ALICE);
    assertThat(mapper.readValue("\"completed\"", LeaveReason.class))
        .isEqualTo(LeaveReason.COMPLETED);
    assertThat(mapper
            .readValue("{\"text\":\"x\",\"detail\":{},\"later\":1}", Status.class)
            .text())
        .isEqualTo("x");
  }

  @Test
  void standsWithinWhatIsTheUsers() throws JsonProcessingException {
    ObjectMapper users = JsonMapper.builder()
        .findAndAddModules()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build();
    Meeting meeting = new Meeting(NO, ALICE.users(), Optional.of(LeaveReason.FAILED));

    String json = users.writeValueAsString(meeting);

    assertThat(json).contains("\"first_answer\":{", "\"isApproval\":false", "\"clientId\":");
    assertThat(users.readValue(json, Meeting.class)).isEqualTo(meeting);
  }

  @Test
  void isWrittenThoughThereIsHalfOfACharacterInIt() throws IOException {
    User half = new User("\ud83c", 1, Optional.of("\\\udfad"));
    ObjectMapper mapper = new ObjectMapper();

    assertThat(mapper.readValue(mapper.writeValueAsBytes(half), User.class)).isEqualTo(half);
  }

  @Test
  void becomesATreeAndComesOutOfOne() {
    ObjectMapper mapper = new ObjectMapper();

    JsonNode tree = mapper.valueToTree(Map.of("said", NO));

    assertThat(tree.at("/said/isApproval").isBoolean()).isTrue();
    assertThat(mapper.convertValue(tree.path("said"), Answer.class)).isEqualTo(NO);
  }
}
