package org.openstrawberry.contracts.event;

import java.util.UUID;

/** What travels on Kafka. Each event belongs to one topic and concerns one trace, whose id is the record's key. */
public sealed interface Event
        permits TurnEvent, AnswerEvent, TraceFinished, PairCreated, TrainingRequested, TrainingFinished, DeadLetter {

    /** The topic the event is published on. */
    Topic topic();

    /** The record's key: the trace, or for training events the job, within which order matters. */
    UUID key();
}
