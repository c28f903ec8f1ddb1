package dev.understudy.samples.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.understudy.Internal;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in GCM by the JDK alone. Takes nothing that it has not encrypted itself, so that nobody without the key can
 * put anything into a history that a worker would believe. Thread-safe.
 *
 * <p>One key, and so a sample: who changes keys writes the key's name into the metadata, and keeps the old ones for as
 * long as there are histories.
 */
@Internal
public final class AesGcmCodec implements PayloadCodec {
  /** Names the file that holds the key: 32 bytes in Base64. */
  static final String KEY_FILE = "UNDERSTUDY_CODEC_KEY_FILE";

  private static final String ENCODING = "encoding";
  private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/aes-gcm");
  private static final int KEY_BYTES = 32;

  /** NIST SP 800-38D, 8.2.2: of random ones at most 2^32 for a key. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  /** With the key of the file that the environment names. */
  public AesGcmCodec() {
    this(Path.of(System.getenv().getOrDefault(KEY_FILE, "")));
  }

  AesGcmCodec(Path keyFile) {
    this.key = new SecretKeySpec(read(keyFile), "AES");
  }

  private static byte[] read(Path keyFile) {
    String remedy =
        "let %s name a file of %d bytes in Base64, such as 'openssl rand -base64 %d' makes"
            .formatted(KEY_FILE, KEY_BYTES, KEY_BYTES);
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Files.readString(keyFile).strip());
    } catch (IOException | IllegalArgumentException unreadable) {
      // Without the cause: what stands in the file may be a key all the same.
      throw new IllegalStateException("there is no key in '%s'; %s".formatted(keyFile, remedy));
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalStateException(
          "the key in '%s' has %d bytes; %s".formatted(keyFile, key.length, remedy));
    }
    return key;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encrypted).toList();
  }

  private Payload encrypted(Payload clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] hidden = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear.toByteArray());
      return Payload.newBuilder()
          .putMetadata(ENCODING, ENCRYPTED)
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(hidden)))
          .build();
    } catch (GeneralSecurityException withoutAes) {
      throw new PayloadCodecException(withoutAes);
    }
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decrypted).toList();
  }

  private Payload decrypted(Payload payload) {
    if (!ENCRYPTED.equals(payload.getMetadataMap().get(ENCODING))) {
      throw new PayloadCodecException("a payload is not encrypted: who wrote it has no codec");
    }
    ByteBuffer data = payload.getData().asReadOnlyByteBuffer();
    byte[] nonce = new byte[Math.min(NONCE_BYTES, data.remaining())];
    data.get(nonce);
    byte[] hidden = new byte[data.remaining()];
    data.get(hidden);
    try {
      return Payload.parseFrom(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(hidden));
    } catch (GeneralSecurityException | InvalidProtocolBufferException forged) {
      throw new PayloadCodecException(
          "a payload was encrypted by another key, or is forged", forged);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
