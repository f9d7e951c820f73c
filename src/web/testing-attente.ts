import { configure } from '@testing-library/react';

// A loaded machine is slow, not wrong: a screen test waits for what it expects, up to the time of the test itself.
configure({ asyncUtilTimeout: 15_000 });
