// Setup of every test file. The property tests draw new examples at each run on a desk, so that they keep looking; in CI they draw the
// same ones, so that a red run accuses the change and not the draw. CORDEE_GRAINE plays a given draw again.
import fc from 'fast-check';

const GRAINE_DE_CI = 20_261_128;

const demandee = process.env['CORDEE_GRAINE'] ?? (process.env['CI'] === undefined ? undefined : String(GRAINE_DE_CI));
if (demandee !== undefined) fc.configureGlobal({ seed: Number(demandee) });
