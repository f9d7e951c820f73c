import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ErreurApi } from '#web/api.ts';

/** Somebody wrote meanwhile: reads again what is on screen, behind the form, so that the next sending is about what is true now. */
export function useRelireSiPerimee(erreur: ErreurApi | undefined): void {
  const client = useQueryClient();
  const perimee = erreur?.code === 'cordee.version_perimee';
  useEffect(() => {
    if (perimee) void client.invalidateQueries();
  }, [client, perimee]);
}
