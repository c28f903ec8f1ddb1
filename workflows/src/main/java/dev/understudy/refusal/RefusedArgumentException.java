package dev.understudy.refusal;

import dev.understudy.Internal;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A caller's mistake where no task has to end because of it: {@link Refusal} has its form for tasks. */
@Internal
public final class RefusedArgumentException extends IllegalArgumentException {
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private final RefusalCode code;
  private final @Nullable String value;

  /** A mistake that {@code sentence} tells. */
  public RefusedArgumentException(RefusalCode code, String sentence) {
    super(sentence);
    this.code = code;
    this.value = null;
  }

  /** A mistake that {@code sentence} tells, and {@code cause} shows. */
  public RefusedArgumentException(RefusalCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
    this.value = null;
  }

  /** A mistake that {@code sentence} tells of {@code value}. */
  public RefusedArgumentException(RefusalCode code, String sentence, String value) {
    super(sentence);
    this.code = code;
    this.value = value;
  }

  /** Gives {@code value}, if there is one; says otherwise what is missing. */
  public static <T> T requirePresent(@Nullable T value, String sentence) {
    if (value == null) {
      throw new RefusedArgumentException(RefusalCode.ARGUMENT_MISSING, sentence);
    }
    return value;
  }

  /** Gives {@code value}, if it lies between {@code least} and {@code most}, or is one of them. */
  public static <T extends Comparable<T>> T requireBetween(String what, T least, T most, T value) {
    return requireBetween(
        what, least, most, value, one -> one.equals(value) ? one.toString() : inDays(one));
  }

  /** A bound of many days is read more easily in days. */
  private static String inDays(Object bound) {
    return bound instanceof Duration time && time.compareTo(TWO_DAYS) >= 0
        ? time.toDays() + " days"
        : bound.toString();
  }

  /** Gives {@code value} if it lies within the bounds; the sentence says values as {@code said} does. */
  public static <T extends Comparable<T>> T requireBetween(
      String what, T least, T most, T value, Function<T, String> said) {
    requirePresent(value, what + " must not be null");
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_OUT_OF_RANGE,
          "%s must be from %s to %s but was %s"
              .formatted(what, said.apply(least), said.apply(most), said.apply(value)),
          value.toString());
    }
    return value;
  }

  RefusalCode code() {
    return code;
  }

  @Nullable
  String value() {
    return value;
  }
}
