package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.presence.AgentState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions that tasks ask people. */
class QuestionsTest extends PeopleTaskTest {
  @Test
  void aQuestionIsAnsweredByWhoeverMay() {
    keep("ask");
    await().until(() -> !view().questions().isEmpty());
    Question question = view().questions().get(0);

    assertThatThrownBy(() -> answer(question.id(), "mallory"))
        .hasStackTraceContaining("mallory may not answer question")
        .hasStackTraceContaining("it is for alice, bob");
    assertThatThrownBy(() -> answer(7, "alice")).hasStackTraceContaining("nobody asks question 7");
    assertThatThrownBy(() -> vigil.update("answer", Void.class, Map.of("by", "bob")))
        .hasStackTraceContaining(
            "\"question\" must be the id of a question, a number, but was missing: send {");
    assertThatThrownBy(() -> vigil.update(
            "answer",
            Void.class,
            Map.of("question", question.id(), "by", "bob", "isApproval", "y")))
        .hasStackTraceContaining("\"isApproval\" must be true or false but was \"y\": send {");
    answer(question.id(), "bob");

    assertThat(story()).containsExactly("Approved[by=bob, comment=fine]");
    assertThat(attendance.story())
        .containsSubsequence("keeper shows thinking (asking)", "keeper shows thinking");
  }

  private void answer(long question, String by) {
    vigil.update("answer", Void.class, new Answer(question, by, true, "fine"));
  }

  @Test
  void aQuestionStandsBesideWhatTheAgentShows() {
    keep("ask");
    await().until(() -> keeper().status().state() == AgentState.ASKING);

    assertThat(keeper().status().detail())
        .containsEntry("page", "3")
        .containsEntry("ask", "Publish this?");
  }

  @Test
  void aQuestionStandsAloneWhereBothAreTooLarge() {
    keep("ask-beside-much");
    await().until(() -> keeper().status().state() == AgentState.ASKING);

    assertThat(keeper().status().detail()).containsOnlyKeys("question", "ask");
  }

  @Test
  void questionsThatAreAskedAtOnceAreShownUntilTheLastIsAnswered() {
    keep("ask-twice");
    await().until(() -> view().questions().size() == 2);
    Question first = view().questions().get(0);
    Question second = view().questions().get(1);

    answer(second.id(), "bob");
    await().until(() -> first.text().equals(keeper().status().detail().get("ask")));
    assertThat(keeper().status().state()).isEqualTo(AgentState.ASKING);
    vigil.signal("wrapUp");
    await().until(() -> keeper().status().text().equals("thinking harder"));
    assertThat(keeper().status().detail()).containsEntry("ask", first.text());

    answer(first.id(), "alice");
    assertThat(story()).hasSize(2);
    SessionView.Agent past = view().past().get(0).agent();
    assertThat(past.status().text()).isEqualTo("thinking harder");
    assertThat(past.status().detail()).isEmpty();
    assertThat(past.status().state()).isEqualTo(AgentState.ACTIVE);
  }

  @Test
  void aPauseOrderedWhileAQuestionWaitsHoldsAfterTheAnswer() {
    keep("ask");
    await().until(() -> !view().questions().isEmpty());
    vigil.update("pause", Void.class, new Control("alice", "lunch"));
    answer(view().questions().get(0).id(), "bob");
    await().until(() -> attendance.count("keeper shows thinking (paused)") == 1);
    vigil.update("resume", Void.class, new Control("alice", "back"));

    assertThat(story()).containsExactly("Approved[by=bob, comment=fine]");
  }

  @Test
  void theNextRunDoesNotShowAQuestionThatTheLastOneAsked() {
    keep("continue-asking");
    await().until(() -> keeper().status().state() == AgentState.ASKING);
    vigil.signal("wrapUp");
    vigil = client.newUntypedWorkflowStub(TASK);

    await()
        .untilAsserted(() -> assertThat(attendance.story())
            .containsSubsequence("keeper shows thinking (asking)", "keeper shows thinking"));
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aQuestionThatNobodyAnswersExpires() {
    keep("ask");

    assertThat(story()).containsExactly("Expired[]");
  }
}
