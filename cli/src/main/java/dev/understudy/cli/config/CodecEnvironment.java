package dev.understudy.cli.config;

import dev.understudy.cli.text.Fault;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/**
 * The codec through which all goes that this process sends by Temporal: a class on the class path that the environment
 * names. Where its keys are is for the class to know.
 */
final class CodecEnvironment {
  static final String CODEC = "UNDERSTUDY_CODEC";

  private CodecEnvironment() {}

  /**
   * Those options with the codec, failures included, or as they are if none is named.
   *
   * @throws Fault of usage if the class cannot be used
   */
  static WorkflowClientOptions in(Map<String, String> environment, WorkflowClientOptions options) {
    String name = environment.getOrDefault(CODEC, "").strip();
    if (name.isEmpty()) {
      return options;
    }
    return options.toBuilder()
        .setDataConverter(new CodecDataConverter(
            DefaultDataConverter.newDefaultInstance(), List.of(codec(name)), true))
        .build();
  }

  private static PayloadCodec codec(String name) {
    try {
      return Class.forName(name).asSubclass(PayloadCodec.class).getConstructor().newInstance();
    } catch (InvocationTargetException itself) {
      throw unusable(name, reason(itself.getTargetException()), "correct that", itself);
    } catch (ExceptionInInitializerError itself) {
      throw unusable(name, reason(itself.getException()), "correct that", itself);
    } catch (ClassNotFoundException | NoClassDefFoundError missing) {
      throw unusable(
          name,
          "there is no such class",
          "put its jar on the class path, or correct " + CODEC,
          missing);
    } catch (ReflectiveOperationException | ClassCastException other) {
      throw unusable(
          name,
          "it is no public PayloadCodec with a public constructor without parameters",
          "name one",
          other);
    }
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }

  private static Fault unusable(String name, String why, String remedy, Throwable cause) {
    Fault fault =
        Fault.usage("%s names %s, which cannot be used: %s".formatted(CODEC, name, why), remedy);
    fault.initCause(cause);
    return fault;
  }
}
