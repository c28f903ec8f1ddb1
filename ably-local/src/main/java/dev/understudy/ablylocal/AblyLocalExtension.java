package dev.understudy.ablylocal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.ablylocal.net.Settings;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that runs while a test or a class of tests needs it. JUnit tells of a static field's
 * class, of the classes nested in it and of their tests alike: the first of them starts the server,
 * and the last to end closes it.
 *
 * <p>All that knows JUnit, which need not be there: {@link AblyLocal} must be usable without this class.
 *
 * <p>Thread-safe.
 */
final class AblyLocalExtension extends AblyLocal
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Set<String> users = new HashSet<>();

  private AblyLocalExtension(Settings settings) {
    super(settings);
  }

  /** Returns it as what it is to those who may not know JUnit. */
  static AblyLocal with(Settings settings) {
    return new AblyLocalExtension(settings);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  private void begin(ExtensionContext context) {
    synchronized (lock) {
      if (users.isEmpty()) {
        open();
      }
      users.add(context.getUniqueId());
    }
  }

  private void end(ExtensionContext context) {
    synchronized (lock) {
      if (users.remove(context.getUniqueId()) && users.isEmpty()) {
        close();
      }
    }
  }
}
