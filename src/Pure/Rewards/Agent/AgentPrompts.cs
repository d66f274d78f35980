using Pure.Rewards.Agent.Constraints;

namespace Pure.Rewards.Agent;

/// <summary>What the agents ask, in Pure's words; what a reply must look like is fixed by <see cref="AgentReplies"/>.</summary>
internal static class AgentPrompts
{
    public static string Plan(string instruction) => $"""
        Answers to the instruction below will be judged. Which of these checks does it need?

        [[A]] constraints: the instruction makes explicit demands on the form of an answer, such as its length, words to use or to avoid, a format, a number of parts.
        [[B]] facts: an answer may contain claims about the world that can be true or false.

        [Instruction]
        {instruction}

        Reply with the identifiers of the checks that are needed, such as [[A]], and with nothing else. Reply with "none" if neither is needed.
        """;

    public static string Difference(string first, string second) => $"""
        [Answer A]
        {first}

        [Answer B]
        {second}

        Name the most important point of fact on which the two answers contradict each other. Reply with a Python list that holds this one point as a string; reply with [] if they do not contradict each other.
        """;

    public static string Queries(string instruction, string differences) => $"""
        Two answers to a question contradict each other.

        [Question]
        {instruction}

        [Contradiction]
        {differences}

        Write search queries that would settle it. Reply with a Python list of strings and with nothing else.
        """;

    public static string Knowledge(string query) => $"""
        State what is known about the following, briefly and without guessing; say so where you are not sure.

        {query}
        """;

    public static string Check(string instruction, string first, string second, string evidence) => $"""
        Judge how factual two answers are, by the evidence.

        [Evidence]
        {(evidence.Length == 0 ? "none was found" : evidence)}

        [Instruction]
        {instruction}

        [Answer A]
        {first}

        [Answer B]
        {second}

        Give each answer a whole number from 1 to 10; 10 is completely factual. If both say the same in other words, give both 10. If both are equally factual, give the shorter one a little more. Reply in this form and with nothing else:
        Answer A: [[score]]
        Answer B: <<score>>
        """;

    public static string Extract(string instruction) => $"""
        List the explicit demands that this instruction makes on the form of an answer: length, words to use or to avoid, format, number of parts and the like. One a line, as "NameChecker: what is demanded". Leave out the task itself, its quality, and anything that is only implied. Reply with "none" if there are no such demands.

        [Instruction]
        {instruction}
        """;

    public static string Verifiable(string checker) => $"""
        Can a program decide by the form of a text alone, with one clear answer, whether it meets this demand? Reply with yes or no.

        {checker}
        """;

    public static string Translate(string instruction, string checker, string? problem) => $"""
        Write this demand on a text as one JSON object in the language below. Bounds are inclusive: "more than 300" is "at_least": 301.

        {ConstraintReader.Grammar}

        [Instruction that the demand comes from]
        {instruction}

        [Demand]
        {checker}
        {(problem is null ? "" : $"\n[Your last reply could not be used]\n{problem}\n")}
        Reply with the JSON object and with nothing else.
        """;

    public static string Code(string instruction, string checker, string? problem) => $"""
        Write a Python function check_following(response) that returns True when the text `response` meets the demand, and False otherwise. It may use the modules re, json, string and math. It must not read or write files, use the network or start processes.

        [Instruction that the demand comes from]
        {instruction}

        [Demand]
        {checker}
        {(problem is null ? "" : $"\n[Your last reply failed]\n{problem}\n")}
        Reply with the code and with nothing else.
        """;
}
