package org.openstrawberry.judge.finding;

import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Reply;

/** A ground truth that has been read: it knows its kind and how a reply is compared with it. */
public interface Truth {
    /**
     * Compares a reply with this ground truth.
     *
     * @throws org.openstrawberry.judge.budget.BudgetExceededException when the reply asks for too much work
     */
    Finding judge(Reply reply, Budget budget);
}
