import { lazy, type ComponentType } from 'react';

/** A page of `pagesDeLien`, fetched only when its link is opened. */
export function pageALaDemande(charger: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await charger() }));
}
