package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.GlobalDataConverter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What context propagators carry from who starts a batch to its items. */
@NullMarked
class PageContextTest {
  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  private final PageStage stage = new PageStage(WorkflowClientOptions.newBuilder()
      .setContextPropagators(List.of(new TenantPropagator()))
      .build());

  /** Carries the tenant. */
  private static final class TenantPropagator implements ContextPropagator {
    @Override
    public String getName() {
      return "tenant";
    }

    @Override
    public Map<String, Payload> serializeContext(@Nullable Object context) {
      return context == null
          ? Map.of()
          : Map.of("tenant", GlobalDataConverter.get().toPayload(context).orElseThrow());
    }

    @Override
    public @Nullable Object deserializeContext(Map<String, Payload> header) {
      return header.containsKey("tenant")
          ? GlobalDataConverter.get().fromPayload(header.get("tenant"), String.class, String.class)
          : null;
    }

    @Override
    public @Nullable Object getCurrentContext() {
      return TENANT.get();
    }

    @Override
    public void setCurrentContext(@Nullable Object context) {
      TENANT.set((String) context);
    }
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void reachesEachItem() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    stage.shelf.fate = (item, attempt) -> seen.add(item.key() + " of " + TENANT.get());
    TENANT.set("acme");

    stage.process(PageStage.SPEC);
    TENANT.remove();

    assertThat(seen).hasSize(20).allMatch(item -> item.endsWith(" of acme"));
  }

  @Test
  void isNotThereIfNobodyHasSetIt() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    stage.shelf.fate = (item, attempt) -> seen.add(String.valueOf(TENANT.get()));

    stage.process(PageStage.SPEC);

    assertThat(seen).containsExactly("null");
  }
}
