package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.history.Recorded;
import dev.understudy.presence.AgentState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions that tasks ask people. */
class QuestionsTest extends PeopleTaskTest {
  @Test
  @Recorded("question-answered")
  void aQuestionIsAnsweredByWhoeverMay() {
    keep("ask");
    assertThat(!view().questions().isEmpty()).isTrue();
    Question question = view().questions().get(0);

    assertThatThrownBy(() -> answer(question.id(), "mallory"))
        .hasStackTraceContaining("mallory may not answer question")
        .hasStackTraceContaining("it is for alice, bob");
    assertThatThrownBy(() -> answer(7, "alice")).hasStackTraceContaining("nobody asks question 7");
    assertThatThrownBy(() -> task.update("answer", Void.class, Map.of("by", "bob")))
        .hasStackTraceContaining(
            "\"question\" must be the id of a question, a number, but was missing: send {");
    assertThatThrownBy(() -> task.update(
            "answer",
            Void.class,
            Map.of("question", question.id(), "by", "bob", "isApproval", "y")))
        .hasStackTraceContaining("\"isApproval\" must be true or false but was \"y\": send {");
    answer(question.id(), "bob");

    assertThat(story()).containsExactly("Approved[by=bob, comment=fine]");
    assertThat(room.story())
        .containsSubsequence(
            "keeper shows thinking {page=3, question=Publish this?} (asking)",
            "keeper shows thinking {page=3}");
  }

  private void answer(long question, String by) {
    task.update("answer", Void.class, new Answer(question, by, true, "fine"));
  }

  @Test
  void aQuestionStandsBesideWhatTheAgentShows() {
    keep("ask");
    assertThat(keeper().status().state() == AgentState.ASKING).isTrue();

    assertThat(keeper().status().detail())
        .containsEntry("page", "3")
        .containsEntry("question", "Publish this?");
  }

  @Test
  void aQuestionStandsAloneWhereBothAreTooLarge() {
    keep("ask-beside-much");
    assertThat(keeper().status().state() == AgentState.ASKING).isTrue();

    assertThat(keeper().status().detail()).containsOnlyKeys("questionId", "question");
  }

  @Test
  void questionsThatAreAskedAtOnceAreShownUntilTheLastIsAnswered() {
    keep("ask-twice");
    assertThat(view().questions().size() == 2).isTrue();
    Question first = view().questions().get(0);
    Question second = view().questions().get(1);

    answer(second.id(), "bob");
    assertThat(first.text().equals(keeper().status().detail().get("question"))).isTrue();
    assertThat(keeper().status().state()).isEqualTo(AgentState.ASKING);
    task.signal("wrapUp");
    assertThat(keeper().status().text().equals("thinking harder")).isTrue();
    assertThat(keeper().status().detail()).containsEntry("question", first.text());

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
    assertThat(!view().questions().isEmpty()).isTrue();
    task.update("pause", Void.class, new Control("alice", "lunch"));
    answer(view().questions().get(0).id(), "bob");
    assertThat(room.story()).containsOnlyOnce("keeper shows thinking {page=3} (paused)");
    task.update("resume", Void.class, new Control("alice", "back"));

    assertThat(story()).containsExactly("Approved[by=bob, comment=fine]");
  }

  @Test
  void theNextRunDoesNotShowAQuestionThatTheLastOneAsked() {
    keep("continue-asking");
    assertThat(keeper().status().state() == AgentState.ASKING).isTrue();
    task.signal("wrapUp");

    assertThat(room.story())
        .containsSubsequence(
            "keeper shows thinking {page=3, question=Publish this?} (asking)",
            "keeper shows thinking {page=3}");
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  @Recorded("question-lapsed")
  void aQuestionThatNobodyAnswersExpires() {
    keep("ask");

    assertThat(story()).containsExactly("Expired[]");
  }
}
