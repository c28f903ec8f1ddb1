package dev.understudy.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.GsonJsonPayloadConverter;
import io.temporal.common.converter.PayloadConverter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnderstudyPayloadConverterTest {
  private static final People ALICE =
      new People(List.of(new User("alice", 2, Optional.of("editor"))));

  private final PayloadConverter converter =
      new UnderstudyPayloadConverter(new GsonJsonPayloadConverter());

  private static String json(Payload payload) {
    return payload.getData().toStringUtf8();
  }

  @Test
  void writesAndReadsWhatIsOurs() {
    Payload payload = converter.toData(ALICE).orElseThrow();

    assertThat(json(payload))
        .isEqualTo("[{\"clientId\":\"alice\",\"devices\":2,\"role\":\"editor\"}]");
    assertThat(payload.getMetadataOrThrow("encoding").toStringUtf8()).isEqualTo("json/plain");
    assertThat(converter.fromData(payload, People.class, People.class)).isEqualTo(ALICE);
  }

  @Test
  void readsOrdersAsTheyWereSent() {
    Payload sent = converter.toData(Map.of("by", "alice")).orElseThrow();

    assertThat(
            converter.fromData(sent, JsonNode.class, JsonNode.class).path("by").asText())
        .isEqualTo("alice");
  }

  @Test
  void leavesTheRestToTheOther() {
    Payload payload = converter.toData("<>").orElseThrow();

    assertThat(json(payload)).isEqualTo("\"\\u003c\\u003e\""); // as Gson writes it
    assertThat(converter.fromData(payload, String.class, String.class)).isEqualTo("<>");
    assertThat(json(converter.toData(null).orElseThrow())).isEqualTo("null");
  }

  @Test
  void saysWhatItCannotRead() {
    Payload payload = converter.toData("alice").orElseThrow();

    assertThatThrownBy(() -> converter.fromData(payload, People.class, People.class))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("People");
  }

  @Test
  void standsAroundOneThatMakesJson() {
    assertThatThrownBy(() -> new UnderstudyPayloadConverter(new ByteArrayPayloadConverter()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must make json/plain but makes binary/plain");
  }
}
