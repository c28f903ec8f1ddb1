package dev.understudy.testing;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test of JUnit a {@link SessionTest} of its own, as a parameter, and closes it. For a field with
 * {@code RegisterExtension}:
 *
 * <pre>{@code
 * final SessionTestExtension sessions =
 *     SessionTestExtension.of(SessionTest.forWorkflow(ReportImpl.class).withSteps(steps));
 * }</pre>
 */
public final class SessionTestExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SessionTestExtension.class);

  private final SessionTestSetup setup;

  private SessionTestExtension(SessionTestSetup setup) {
    this.setup = setup;
  }

  /** Opens {@code setup} for each test. */
  public static SessionTestExtension of(SessionTestSetup setup) {
    return new SessionTestExtension(Objects.requireNonNull(setup, "a setup must not be null"));
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(NAMESPACE).put(this, new Opened(setup.open()));
  }

  /** Not closeable for JUnit, which does not know that a test that has failed is not to be replayed. */
  private record Opened(SessionTest test) {}

  @Override
  public void afterEach(ExtensionContext test) {
    SessionTest opened = opened(test);
    if (test.getExecutionException().isPresent()) {
      opened.stop();
    } else {
      opened.close();
    }
  }

  private SessionTest opened(ExtensionContext test) {
    return Objects.requireNonNull(
            test.getStore(NAMESPACE).get(this, Opened.class), "this test has no SessionTest")
        .test();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == SessionTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return opened(test);
  }
}
