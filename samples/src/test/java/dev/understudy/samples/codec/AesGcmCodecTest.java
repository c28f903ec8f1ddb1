package dev.understudy.samples.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AesGcmCodecTest {
  private static final List<Payload> CLEAR = List.of(
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"PLANTED\""))
          .build(),
      Payload.getDefaultInstance());

  @TempDir
  private Path directory;

  private AesGcmCodec codec(int first) throws IOException {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    return new AesGcmCodec(Files.writeString(
        directory.resolve("key"), Base64.getEncoder().encodeToString(key) + "\n"));
  }

  @Test
  void hidesWhatAnotherWithTheKeyReads() throws IOException {
    List<Payload> hidden = codec(1).encode(CLEAR);

    assertThat(hidden.toString()).doesNotContain("PLANTED").doesNotContain("json");
    assertThat(codec(1).decode(hidden)).isEqualTo(CLEAR);
  }

  @Test
  void hidesTheSameOtherwiseEachTime() throws IOException {
    AesGcmCodec codec = codec(1);

    assertThat(codec.encode(CLEAR)).doesNotContainAnyElementsOf(codec.encode(CLEAR));
  }

  @Test
  void takesNothingOfAnotherKeyAndNothingInTheClear() throws IOException {
    AesGcmCodec codec = codec(1);
    List<Payload> foreign = codec(2).encode(CLEAR);
    List<Payload> empty = List.of(foreign.get(0).toBuilder().clearData().build());

    assertThatThrownBy(() -> codec.decode(foreign)).isInstanceOf(PayloadCodecException.class);
    assertThatThrownBy(() -> codec.decode(empty)).isInstanceOf(PayloadCodecException.class);
    assertThatThrownBy(() -> codec.decode(CLEAR))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("is not encrypted");
  }

  @Test
  void saysWhatIsWrongWithAKeyWithoutShowingIt() throws IOException {
    Path file = directory.resolve("key");

    assertThatThrownBy(() -> new AesGcmCodec(file)).hasMessageStartingWith("there is no key in '");
    Files.writeString(file, "hush-hush!");
    assertThatThrownBy(() -> new AesGcmCodec(file))
        .hasMessageStartingWith("there is no key in '")
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("hush")
        .hasNoCause();
    Files.writeString(file, "c2hvcnQ=");
    assertThatThrownBy(() -> new AesGcmCodec(file)).hasMessageContaining("has 5 bytes");
  }
}
