package dev.understudy.step;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;

/**
 * Hides what it encodes from whoever only looks, and takes nothing that it has not encoded: strict as one
 * that encrypts, without its keys.
 */
public record HidingCodec(String key) implements PayloadCodec {
  private static final ByteString ENCODING = ByteString.copyFromUtf8("binary/hidden");

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encoded).toList();
  }

  private Payload encoded(Payload clear) {
    return Payload.newBuilder()
        .putMetadata("encoding", ENCODING)
        .putMetadata("key", ByteString.copyFromUtf8(key))
        .setData(turned(clear.toByteString()))
        .build();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decoded).toList();
  }

  private Payload decoded(Payload hidden) {
    if (!ENCODING.equals(hidden.getMetadataMap().get("encoding"))) {
      throw new IllegalStateException("this payload is not hidden");
    }
    String itsKey = hidden.getMetadataOrThrow("key").toStringUtf8();
    if (!itsKey.equals(key)) {
      throw new IllegalStateException("nobody has " + itsKey);
    }
    try {
      return Payload.parseFrom(turned(hidden.getData()));
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static ByteString turned(ByteString data) {
    byte[] bytes = data.toByteArray();
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) ~bytes[at];
    }
    return ByteString.copyFrom(bytes);
  }
}
