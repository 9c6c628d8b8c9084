package org.openstrawberry.micro.text;

import java.util.List;

/** Phrases that are one token each. Their order decides their ids: only ever append. */
final class Phrases {

    static final List<String> ALL = List.of(
            "Hana",
            "Omar",
            "Lena",
            "Ivan",
            "Mira",
            "Tomas",
            "Aylin",
            "Jonas",
            " has ",
            " shells",
            " coins",
            " books",
            " stamps",
            ". Finds ",
            " more",
            ". Gives away ",
            ". Then has ",
            " times as many",
            ". How many are there now?",
            ". ",
            " more than ",
            " fewer than ",
            " times as many as ",
            ". How many have ",
            " and ",
            " together?",
            ". How many more has ",
            " than ",
            "A number",
            ", plus ",
            ", minus ",
            ", times ",
            " is ",
            ". What is the number?",
            "Step 1: ",
            "Step 2: ",
            "Step 3: ",
            "Step 4: ",
            "Step 5: ",
            "Step 6: ",
            "Step 7: ",
            "Step 8: ",
            "Step 9: ",
            "add\n",
            "subtract\n",
            "multiply\n",
            "divide\n",
            "Answer: ",
            "Not yet.\n",
            "Nothing is left to work out: ");

    private Phrases() {}
}
