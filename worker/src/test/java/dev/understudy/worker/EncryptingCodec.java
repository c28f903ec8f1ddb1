package dev.understudy.worker;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in GCM, as people write it: takes nothing that it has not encrypted. Thread-safe. */
final class EncryptingCodec implements PayloadCodec {
  private static final ByteString ENCODING = ByteString.copyFromUtf8("binary/encrypted");
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key = new SecretKeySpec(random.generateSeed(16), "AES");

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encrypted).toList();
  }

  private Payload encrypted(Payload clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] text = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear.toByteArray());
      return Payload.newBuilder()
          .putMetadata("encoding", ENCODING)
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(text)))
          .build();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decrypted).toList();
  }

  private Payload decrypted(Payload payload) {
    if (!ENCODING.equals(payload.getMetadataMap().get("encoding"))) {
      throw new IllegalArgumentException("not encrypted: " + payload);
    }
    ByteBuffer data = payload.getData().asReadOnlyByteBuffer();
    byte[] nonce = new byte[NONCE_BYTES];
    data.get(nonce);
    byte[] text = new byte[data.remaining()];
    data.get(text);
    try {
      return Payload.parseFrom(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(text));
    } catch (GeneralSecurityException | com.google.protobuf.InvalidProtocolBufferException broken) {
      throw new IllegalArgumentException("forged", broken);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
