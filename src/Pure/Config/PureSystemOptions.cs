namespace Pure.Config;

/// <summary>PURE: rewards of <c>reward_model</c> and answer check, credited as the section <c>credit</c> says, with the clipped policy loss.</summary>
[ConfigKind("pure", IsDefault = true)]
public sealed record PureSystemOptions : PolicySystemOptions;
