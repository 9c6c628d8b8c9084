package org.openstrawberry.orchestrator.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.store.turn.Exchange;

class ExportRowsTest {
    private static final Dialogue CHOSEN = dialogue("Think.", "one", "five");
    private static final Dialogue REJECTED = dialogue("Think.", "one", "six", "seven");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "sft|{'messages':[{'role':'system','content':'Think.'},{'role':'user','content':'ask 0'},"
                        + "{'role':'assistant','content':'one'},{'role':'user','content':'ask 1'},"
                        + "{'role':'assistant','content':'five'}]}",
                "openai-sft|{'messages':[{'role':'system','content':'Think.'},{'role':'user','content':'ask 0'},"
                        + "{'role':'assistant','content':'one','weight':1},{'role':'user','content':'ask 1'},"
                        + "{'role':'assistant','content':'five','weight':1}]}",
                "trl-kto|{'prompt':[{'role':'system','content':'Think.'},{'role':'user','content':'ask 0'}],"
                        + "'completion':[{'role':'assistant','content':'one'},{'role':'user','content':'ask 1'},"
                        + "{'role':'assistant','content':'five'}],'label':true}",
                "stepwise|{'prompt':'What is 2 + 3?','completions':['one','five'],'labels':[true,true]}",
                "traces|{'trace':'00000000-0000-0000-0000-000000000001',"
                        + "'problem':'00000000-0000-0000-0000-000000000002','position':4,'sample':5,"
                        + "'prompt':'What is 2 + 3?','groundTruth':'5','messages':[{'role':'system','content':'Think.'},"
                        + "{'role':'user','content':'ask 0'},{'role':'assistant','content':'one'},"
                        + "{'role':'user','content':'ask 1'},{'role':'assistant','content':'five'}],"
                        + "'titles':['a','b'],'endReason':'FINAL_ANSWER','answer':'5','verdict':'CORRECT','rule':'number',"
                        + "'inputTokens':10,'outputTokens':20,'cost':0.000001}",
            })
    void shouldWriteACorrectTrace(String format, String row) {
        assertThat(row(format, trace(CHOSEN, VerdictOutcome.CORRECT, null))).contains(row.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "trl-dpo|{'prompt':[{'role':'system','content':'Think.'},{'role':'user','content':'ask 0'}],"
                        + "'chosen':[{'role':'assistant','content':'one'},{'role':'user','content':'ask 1'},"
                        + "{'role':'assistant','content':'five'}],"
                        + "'rejected':[{'role':'assistant','content':'one'},{'role':'user','content':'ask 1'},"
                        + "{'role':'assistant','content':'six'},{'role':'user','content':'ask 2'},"
                        + "{'role':'assistant','content':'seven'}]}",
                "openai-dpo|{'input':{'messages':[{'role':'system','content':'Think.'},"
                        + "{'role':'user','content':'ask 0'},{'role':'assistant','content':'one'},"
                        + "{'role':'user','content':'ask 1'}]},"
                        + "'preferred_output':[{'role':'assistant','content':'five'}],"
                        + "'non_preferred_output':[{'role':'assistant','content':'six'}]}",
                "axolotl|{'messages':[{'role':'system','content':'Think.'},{'role':'user','content':'ask 0'},"
                        + "{'role':'assistant','content':'one'},{'role':'user','content':'ask 1'}],"
                        + "'chosen':{'role':'assistant','content':'five'},"
                        + "'rejected':{'role':'assistant','content':'six'}}",
                "llama-factory|{'conversations':[{'from':'human','value':'ask 0'},{'from':'gpt','value':'one'},"
                        + "{'from':'human','value':'ask 1'}],'system':'Think.','chosen':{'from':'gpt','value':'five'},"
                        + "'rejected':{'from':'gpt','value':'six'}}",
            })
    void shouldWriteAPair(String format, String row) {
        assertThat(ExportRows.of(ExportFormat.of(format).orElseThrow(), CHOSEN, REJECTED)
                        .map(Object::toString))
                .contains(row.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"openai-dpo", "axolotl", "llama-factory"})
    void shouldWriteNoRowWhereMoreThanOneMessageDiffers(String format) {
        // given traces of several turns that do not begin alike
        Dialogue other = dialogue("Think slowly.", "one", "six");

        // when / then
        ExportFormat formatOfOne = ExportFormat.of(format).orElseThrow();
        assertThat(ExportRows.of(formatOfOne, CHOSEN, other)).isEmpty();
        assertThat(ExportRows.of(formatOfOne, CHOSEN, dialogue("Think.", "one", "five", "more")))
                .isEmpty();
        assertThat(ExportRows.of(formatOfOne, dialogue("Think.", "5"), dialogue("Think slowly.", "6")))
                .as("of one turn each")
                .isPresent();
    }

    @Test
    void shouldLabelTheStepsBeforeTheFirstWrongOneAsRight() {
        ExportedTrace wrong = trace(REJECTED, VerdictOutcome.INCORRECT, 1);

        assertThat(row("stepwise", wrong))
                .contains("{\"prompt\":\"What is 2 + 3?\",\"completions\":[\"one\",\"six\",\"seven\"],"
                        + "\"labels\":[true,false,false]}");
        assertThat(row("trl-kto", wrong))
                .hasValueSatisfying(text -> assertThat(text).endsWith("\"label\":false}"));
        assertThat(row("sft", wrong)).isEmpty();
        assertThat(row("stepwise", trace(REJECTED, VerdictOutcome.INCORRECT, null)))
                .as("nobody knows where it went wrong")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sft", "openai-sft", "trl-kto", "stepwise"})
    void shouldTeachNothingFromWhatNobodyCouldJudge(String format) {
        assertThat(row(format, trace(CHOSEN, VerdictOutcome.UNDECIDED, null))).isEmpty();
    }

    @Test
    void shouldRefuseToMakeARowOfTheWrongThing() {
        assertThatIllegalArgumentException().isThrownBy(() -> ExportRows.of(ExportFormat.SFT, CHOSEN, REJECTED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row("trl-dpo", trace(CHOSEN, VerdictOutcome.CORRECT, null)));
    }

    private static Optional<String> row(String format, ExportedTrace trace) {
        return ExportRows.of(ExportFormat.of(format).orElseThrow(), trace).map(Object::toString);
    }

    private static Dialogue dialogue(String system, String... replies) {
        return new Dialogue(
                Optional.of(system),
                IntStream.range(0, replies.length)
                        .mapToObj(index -> new Exchange(index, "ask " + index, replies[index]))
                        .toList());
    }

    private static ExportedTrace trace(Dialogue dialogue, VerdictOutcome verdict, @Nullable Integer firstWrongTurn) {
        return new ExportedTrace(
                new UUID(0, 1),
                new UUID(0, 2),
                4,
                5,
                "What is 2 + 3?",
                Optional.of("5"),
                dialogue,
                List.of("a", "b"),
                EndReason.FINAL_ANSWER,
                Optional.of("5"),
                Optional.of(verdict),
                Optional.of("number"),
                firstWrongTurn == null ? OptionalInt.empty() : OptionalInt.of(firstWrongTurn),
                10,
                20,
                Optional.of(new BigDecimal("0.000001")));
    }
}
