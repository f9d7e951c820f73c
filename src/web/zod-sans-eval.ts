import { z } from 'zod';

/** Imported before any schema: zod would otherwise try `new Function`, which the strict CSP refuses and reports. */
z.config({ jitless: true });
