package org.openstrawberry.micro.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.openstrawberry.micro.model.Weights;

/** The model that the library ships, as {@link TrainBase} made it. What it can do is told in {@code docs/micro-model.md}. */
public final class BaseModel {

    /** Name of the resource beside this class. */
    static final String RESOURCE = "base.weights";

    private BaseModel() {}

    /** The weights, read anew at every call: 1.4 MB. */
    public static Weights weights() {
        try (InputStream in = BaseModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new FileNotFoundException("the library was packed without " + RESOURCE);
            }
            return Weights.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model cannot be read", e);
        }
    }
}
