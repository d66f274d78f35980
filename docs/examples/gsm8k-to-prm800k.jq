# GSM8K solutions as PRM800K sessions: every second one with the last number of one step changed by one or two, where the session then
# ends in found_error, as a labeller would have left it. One row in, one row out:
#   jq -c -n -f docs/examples/gsm8k-to-prm800k.jq gsm8k_train.jsonl > steps.jsonl
def corrupt($by):
  [match("[0-9]+"; "g")] as $all
  | if ($all | length) == 0 then . + " So that is \($by)."
    else ($all | last) as $m | .[:$m.offset] + ((($m.string | tonumber) + $by) | tostring) + .[($m.offset + $m.length):] end;
def step($text; $rating; $chosen):
  {completions: [{text: $text, rating: $rating, flagged: false}], human_completion: null, chosen_completion: $chosen};

foreach inputs as $row (-1; . + 1;
  . as $i
  | ($row.solution | split("\n") | map(select(length > 0))) as $texts
  | (($i / 2 | floor) % ($texts | length)) as $wrong
  | ($i % 2 == 1) as $is_wrong
  | {
      labeler: "changed number", timestamp: "", generation: null,
      is_quality_control_question: false, is_initial_screening_question: false,
      question: {problem: $row.problem, ground_truth_answer: $row.answer},
      label: {
        steps: (if $is_wrong
          then [$texts[:$wrong][] | step(.; 1; 0)] + [step($texts[$wrong] | corrupt(1 + $i % 3); -1; null)]
          else [$texts[] | step(.; 1; 0)] end),
        total_time: 0,
        finish_reason: (if $is_wrong then "found_error" else "solution" end)
      }
    })
