package org.openstrawberry.judge.service.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.openstrawberry.judge.AnswerPolicy;
import org.openstrawberry.judge.Judge;
import org.openstrawberry.judge.service.JudgeConfig;

/** Judges one answer, without storing anything. */
@Path("/api/judge")
public class JudgeResource {
    private final ObjectReader json;
    private final JudgeConfig config;

    JudgeResource(ObjectMapper mapper, JudgeConfig config) {
        this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.config = config;
    }

    /** Compares an answer with a ground truth. The body is read here, so that every mistake in it gets its reason. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public JudgeReply judge(String body) {
        JudgeRequest request = JudgeRequest.read(body, json, config);
        return JudgeReply.of(Judge.judge(
                request.answer(), request.groundTruth(), AnswerPolicy.of(request.type(), request.policy())));
    }
}
