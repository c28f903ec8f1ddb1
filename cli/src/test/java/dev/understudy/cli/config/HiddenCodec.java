package dev.understudy.cli.config;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;

/** No cipher, but none of the words either; public, as a codec of somebody's own is. Thread-safe. */
public final class HiddenCodec implements PayloadCodec {
  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream()
        .map(clear -> Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("binary/hidden"))
            .setData(flipped(clear.toByteString()))
            .build())
        .toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(HiddenCodec::shown).toList();
  }

  private static Payload shown(Payload hidden) {
    try {
      return Payload.parseFrom(flipped(hidden.getData()));
    } catch (InvalidProtocolBufferException clear) {
      throw new IllegalArgumentException("not hidden: " + hidden, clear);
    }
  }

  private static ByteString flipped(ByteString bytes) {
    byte[] flipped = bytes.toByteArray();
    for (int i = 0; i < flipped.length; i++) {
      flipped[i] ^= (byte) 0x80;
    }
    return ByteString.copyFrom(flipped);
  }
}
