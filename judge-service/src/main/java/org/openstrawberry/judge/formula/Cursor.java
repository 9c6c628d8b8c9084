package org.openstrawberry.judge.formula;

import java.util.List;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.formula.Lexeme.Kind;

/** A place in the lexemes of one text. It counts the depth and the nodes of what is read. */
final class Cursor {
    private static final Lexeme END = new Lexeme(Kind.END, "", false);

    private final List<Lexeme> lexemes;
    private final Budget budget;
    private int at;
    private int depth;
    private int nodes;
    /** Bars that are open: the next bar closes one. */
    private int bars;

    Cursor(List<Lexeme> lexemes, Budget budget) {
        this.lexemes = lexemes;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    Lexeme peek() {
        return peek(0);
    }

    Lexeme peek(int ahead) {
        return at + ahead < lexemes.size() ? lexemes.get(at + ahead) : END;
    }

    boolean atEnd() {
        return at >= lexemes.size();
    }

    boolean sees(String text) {
        return !atEnd() && peek().is(text);
    }

    boolean sees(Kind kind) {
        return !atEnd() && peek().kind() == kind;
    }

    Lexeme take() {
        if (atEnd()) {
            throw new UnreadableException();
        }
        Lexeme taken = lexemes.get(at);
        at++;
        return taken;
    }

    boolean accept(String text) {
        if (!sees(text)) {
            return false;
        }
        at++;
        return true;
    }

    void expect(String text) {
        if (!accept(text)) {
            throw new UnreadableException();
        }
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    void enter() {
        depth++;
        if (depth > InputLimits.DEPTH) {
            throw new BudgetExceededException("an expression nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    void openBar() {
        bars++;
    }

    void closeBar() {
        bars--;
    }

    boolean isBarOpen() {
        return bars > 0;
    }

    /** Brackets hide the bars around them; the number of bars to give back to {@link #showBars}. */
    int hideBars() {
        int hidden = bars;
        bars = 0;
        return hidden;
    }

    void showBars(int hidden) {
        bars = hidden;
    }

    Formula node(Formula formula) {
        nodes++;
        budget.spend(1);
        if (nodes > InputLimits.NODES) {
            throw new BudgetExceededException("an expression of too many parts");
        }
        return formula;
    }
}
