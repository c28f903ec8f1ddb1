package dev.understudy.ablylocal.wire;

import dev.understudy.ablylocal.Internal;
import java.util.List;

/** How a frame that must be acknowledged ended. */
@Internal
public sealed interface Outcome {
  /** What an outcome takes of the memory beside its texts, in bytes. */
  int OVERHEAD = 200;

  /** Taken; {@code serials} are those of the messages it held. */
  record Accepted(List<String> serials) implements Outcome {
    @Override
    public long bytes() {
      return OVERHEAD + serials.stream().mapToLong(Outcome::bytesOf).sum();
    }
  }

  /** Nothing of the frame was taken. */
  record Refused(ErrorInfo error) implements Outcome {
    @Override
    public long bytes() {
      return OVERHEAD + bytesOf(error.message());
    }
  }

  /** About what it takes of the memory. */
  long bytes();

  private static long bytesOf(String text) {
    return 60 + 2L * text.length();
  }
}
