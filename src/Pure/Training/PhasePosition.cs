namespace Pure.Training;

/// <summary>Where a run of several phases stands.</summary>
/// <param name="Phase">Index of the phase that goes on; the number of phases when all are done.</param>
/// <param name="Step">Updates made in it.</param>
/// <param name="AverageLoss">Running average of its loss; NaN before the first update.</param>
public sealed record PhasePosition(int Phase, int Step, double AverageLoss);
