package dev.understudy.ablylocal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.clients.WireClient;
import org.junit.jupiter.api.Test;

class PayloadTest {

  @Test
  void isBinaryInsideWhereJsonSaysBase64() {
    ObjectNode message =
        WireClient.tree("{'data':'AQID','encoding':'utf-8/cipher+aes-256-cbc/base64'}");

    Payload.normalize(message);

    assertThat(message.path("data").isBinary()).isTrue();
    assertThat(message.path("encoding").asText()).isEqualTo("utf-8/cipher+aes-256-cbc");
  }

  @Test
  void hasNoEncodingLeftWhereThatWasBase64Alone() {
    ObjectNode message = WireClient.tree("{'data':'AQID','encoding':'base64'}");

    Payload.normalize(message);

    assertThat(message.has("encoding")).isFalse();
  }

  @Test
  void staysTextWhereTheBase64IsNone() {
    ObjectNode message = WireClient.tree("{'data':'%%%','encoding':'base64'}");

    Payload.normalize(message);

    assertThat(message).isEqualTo(WireClient.tree("{'data':'%%%','encoding':'base64'}"));
  }

  @Test
  void isJsonTextInsideWhereItCameAsAnObject() {
    ObjectNode message = WireClient.tree("{'data':{'a':[1]}}");

    Payload.normalize(message);

    assertThat(message.path("data").asText()).isEqualTo("{\"a\":[1]}");
    assertThat(message.path("encoding").asText()).isEqualTo("json");
  }

  @Test
  void isNotValidAsNumber() {
    assertThat(Payload.isValid(WireClient.tree("{'data':7}"))).isFalse();
    assertThat(Payload.isValid(WireClient.tree("{'data':null}"))).isTrue();
    assertThat(Payload.isValid(WireClient.tree("{}"))).isTrue();
  }

  @Test
  void isNotValidWithAnEncodingThatIsNoText() {
    ObjectNode message = WireClient.tree("{'data':{'a':1},'encoding':5}");

    Payload.normalize(message);

    assertThat(Payload.isValid(message)).isFalse();
    assertThat(Payload.isValid(WireClient.tree("{'data':'x','encoding':{}}"))).isFalse();
    assertThat(Payload.isValid(WireClient.tree("{'data':'x','encoding':null}"))).isTrue();
  }

  @Test
  void countsNameClientIdExtrasAndDataInBytes() {
    ObjectNode message = WireClient.tree(
        "{'name':'ab','clientId':'c','extras':{'k':1},'data':'äö','id':'not counted'}");

    assertThat(Payload.sizeInBytes(message)).isEqualTo(2 + 1 + 7 + 4);
  }

  @Test
  void countsBinaryDataAsItIsAndNotAsBase64() {
    ObjectNode message = WireClient.tree("{'data':'AQID','encoding':'base64'}");

    Payload.normalize(message);

    assertThat(Payload.sizeInBytes(message)).isEqualTo(3);
  }
}
