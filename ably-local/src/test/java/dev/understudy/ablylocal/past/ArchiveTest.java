package dev.understudy.ablylocal.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration KEPT = Duration.ofMinutes(2);

  private final Parts one = new Parts();
  private final Parts other = new Parts();

  @Test
  void keepsWhatIsExactlyOldEnoughAndNothingOlder() {
    Archive archive = new Archive(KEPT, 1_000_000);
    one.addTo(archive, NOON);

    archive.forget(NOON.plus(KEPT));
    assertThat(one.left).isEqualTo(1);

    archive.forget(NOON.plus(KEPT).plusMillis(1));
    assertThat(one.left).isZero();
  }

  @Test
  void makesRoomByTheOldestWhosesoeverItIs() {
    Archive archive = new Archive(KEPT, 2 * Parts.SIZE);
    one.addTo(archive, NOON);
    other.addTo(archive, NOON);

    other.addTo(archive, NOON);

    assertThat(one.left).isZero();
    assertThat(other.left).isEqualTo(2);
  }

  @Test
  void keepsNothingOfWhatIsTooLargeForIt() {
    Archive archive = new Archive(KEPT, Parts.SIZE - 1);

    one.addTo(archive, NOON);

    assertThat(one.left).isZero();
  }

  @Test
  void countsNothingOfWhatWasBeforeItWasCleared() {
    Archive archive = new Archive(KEPT, 2 * Parts.SIZE);
    one.addTo(archive, NOON);
    one.addTo(archive, NOON);

    archive.clear();
    other.addTo(archive, NOON);
    archive.forget(NOON.plus(KEPT));

    assertThat(other.left).isEqualTo(1);
  }

  /** Something whose parts are only counted. */
  private static final class Parts implements Archived {
    private static final long SIZE = 100;

    private int left;

    void addTo(Archive archive, Instant at) {
      left++;
      archive.add(this, SIZE, at);
    }

    @Override
    public void forgetOldest() {
      left--;
    }
  }
}
