package dev.understudy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.UserTokens;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.Steering;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SessionControllerTest {
  private static final Principal ALICE = () -> "alice";
  private static final Principal MALLORY = () -> "mallory";

  /** Knows Alice by another name, and nobody else. */
  private static final class OnlyAlice implements SessionAccess {
    @Override
    public Optional<String> nameOf(Principal principal) {
      return principal.equals(ALICE) ? Optional.of("user:alice") : Optional.empty();
    }

    @Override
    public boolean mayOrder(Principal principal, String task) {
      return task.startsWith("t");
    }

    @Override
    public boolean mayEnter(Principal principal, String session) {
      return session.startsWith("room:");
    }
  }

  private final AblyLocal ably = AblyLocal.start();
  private final List<Object> given = new ArrayList<>();
  private final MockMvc web = mounted(new OnlyAlice());

  @AfterEach
  void stop() {
    ably.close();
  }

  private MockMvc mounted(SessionAccess access) {
    UserTokens tokens = new UserTokens(AblySettings.local(ably.key(), ably.host(), ably.port()));
    return MockMvcBuilders.standaloneSetup(new SessionController(
            new Gate(access), this::give, new TokenDesk(tokens, Duration.ofHours(1))))
        .setMessageConverters(readingAnythingAsJson())
        .addPlaceholderValue("understudy.web.path:/understudy", "/understudy")
        .build();
  }

  /** As some applications have it; a page of another site can send text/plain, and cookies with it. */
  private static MappingJackson2HttpMessageConverter readingAnythingAsJson() {
    MappingJackson2HttpMessageConverter json = new MappingJackson2HttpMessageConverter();
    json.setSupportedMediaTypes(List.of(MediaType.APPLICATION_JSON, MediaType.ALL));
    return json;
  }

  private Object give(String task, String order, Object argument) {
    given.add(argument);
    return 7;
  }

  private static MockHttpServletRequestBuilder order(String kind, String body) {
    return post("/understudy/orders/" + kind)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  /** What came back. */
  private record Reply(int status, JsonNode body, @Nullable String cache) {}

  private static Reply reply(MockMvc web, MockHttpServletRequestBuilder request) throws Exception {
    MockHttpServletResponse response = web.perform(request).andReturn().getResponse();
    return new Reply(
        response.getStatus(),
        new ObjectMapper().readTree(response.getContentAsString()),
        response.getHeader("Cache-Control"));
  }

  private Reply of(Principal principal, MockHttpServletRequestBuilder request) throws Exception {
    return reply(web, request.principal(principal));
  }

  @Test
  void bringsOrdersUnderTheNameThatTheApplicationGives() throws Exception {
    Reply paused =
        of(ALICE, order("pause", "{\"task\":\"t/1\",\"why\":\"lunch\",\"session\":\"room:1\"}"));
    Reply steered = of(ALICE, order("steer", "{\"task\":\"t/1\",\"text\":\"be brief\"}"));
    Reply answered =
        of(ALICE, order("answer", "{\"task\":\"t/1\",\"question\":1,\"isApproval\":true}"));

    assertThat(List.of(paused, steered, answered)).extracting(Reply::status).containsOnly(200);
    assertThat(paused.body().path("by").asText()).isEqualTo("user:alice");
    assertThat(steered.body().path("message").asInt()).isEqualTo(7);
    assertThat(given)
        .containsExactly(
            new Control("user:alice", "lunch", "room:1"),
            new Steering("user:alice", "be brief"),
            new Answer(1, "user:alice", true, ""));
  }

  @Test
  void refusesWhomNobodyKnows() throws Exception {
    assertThat(reply(web, order("pause", "{\"task\":\"t\"}")).status()).isEqualTo(401);
    assertThat(reply(web, token("room:1")).status()).isEqualTo(401);
    assertThat(of(MALLORY, order("pause", "{\"task\":\"t\"}")).status()).isEqualTo(403);
    assertThat(of(MALLORY, token("room:1")).status()).isEqualTo(403);
    assertThat(given).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAnOrder() throws Exception {
    Reply blank = of(ALICE, order("steer", "{\"task\":\"t\",\"text\":\" \"}"));

    assertThat(of(ALICE, order("dance", "{\"task\":\"t\"}")).status()).isEqualTo(404);
    assertThat(of(ALICE, order("pause", "{}")).status()).isEqualTo(400);
    assertThat(of(ALICE, order("answer", "{\"task\":\"t\"}")).status()).isEqualTo(400);
    assertThat(blank.status()).isEqualTo(400);
    assertThat(blank.body().path("code").asText()).isEqualTo("argument.blank");
  }

  @Test
  void tellsARefusalByItsCode() {
    RefusalCode paused = RefusalCode.TASK_PAUSED_ALREADY;

    assertThat(
            Problem.refused(paused, "it is paused", Refusal.of(paused, "it is")).getBody())
        .satisfies(body -> {
          assertThat(body.getStatus()).isEqualTo(409);
          assertThat(body.getProperties()).containsEntry("code", "task.paused-already");
        });
  }

  @Test
  void takesNoOrderThatAFormOfAnotherSiteCanSend() throws Exception {
    MockHttpServletRequestBuilder forged = post("/understudy/orders/pause")
        .contentType(MediaType.TEXT_PLAIN)
        .content("{\"task\":\"t\"}")
        .principal(ALICE);

    assertThat(web.perform(forged).andReturn().getResponse().getStatus()).isEqualTo(415);
    assertThat(given).isEmpty();
  }

  private static MockHttpServletRequestBuilder token(String... sessions) {
    return get("/understudy/token").queryParam("session", sessions);
  }

  @Test
  void givesATokenForWhatItsUserMayEnter() throws Exception {
    Reply both = of(ALICE, token("room:1,2", "room:3"));

    assertThat(both.status()).isEqualTo(200);
    assertThat(both.cache()).isEqualTo("no-store");
    assertThat(both.body().path("clientId").asText()).isEqualTo("user:alice");
    assertThat(both.body().path("token").asText()).isNotEmpty();
    assertThat(both.body().path("capability").asText())
        .isEqualTo("{\"room:1,2\":[\"presence\",\"subscribe\"],"
            + "\"room:3\":[\"presence\",\"subscribe\"]}");
  }

  @Test
  void givesNoTokenForMore() throws Exception {
    assertThat(of(ALICE, token("room:1", "staff")).status()).isEqualTo(403);
    assertThat(of(ALICE, token("room:*")).status()).isEqualTo(400);
    assertThat(of(ALICE, get("/understudy/token")).status()).isEqualTo(400);
  }

  @Test
  void givesNoTokenForMoreSessionsThanACapabilityHolds() throws Exception {
    String[] most = IntStream.range(0, 100).mapToObj("room:%d"::formatted).toArray(String[]::new);

    assertThat(of(ALICE, token(most)).status()).isEqualTo(200);
    assertThat(of(ALICE, token(most).queryParam("session", "room:more")).status())
        .isEqualTo(400);
  }

  @Test
  void givesNoTokenUnderANameThatLooksLikeAnother() throws Exception {
    MockMvc open = mounted(new SessionAccess() {
      @Override
      public boolean mayEnter(Principal principal, String session) {
        return true;
      }
    });

    for (String name : List.of("ali\u200bce", "\u202eecila", "alice\u2028")) {
      assertThat(reply(open, token("room:1").principal(() -> name)).status())
          .as(name)
          .isEqualTo(400);
    }
  }

  @Test
  void permitsNothingUnlessTheApplicationSaysWhat() throws Exception {
    MockMvc untold = mounted(new SessionAccess() {});

    Reply entered = reply(untold, token("room:1").principal(ALICE));
    Reply ordered = reply(untold, order("cancel", "{\"task\":\"t\"}").principal(ALICE));

    assertThat(List.of(entered, ordered)).extracting(Reply::status).containsOnly(403);
    assertThat(entered.body().path("detail").asText()).contains("SessionAccess.mayEnter");
    assertThat(ordered.body().path("detail").asText()).contains("SessionAccess.mayOrder");
    assertThat(given).isEmpty();
  }

  @Test
  void namesUsersAsTheyAreAuthenticatedUnlessTheApplicationSaysHow() throws Exception {
    MockMvc open = mounted(new SessionAccess() {
      @Override
      public boolean mayOrder(Principal principal, String task) {
        return true;
      }
    });

    assertThat(reply(open, order("resume", "{\"task\":\"t\"}").principal(ALICE)).body())
        .hasToString("{\"task\":\"t\",\"order\":\"resume\",\"by\":\"alice\",\"message\":7}");
  }
}
