import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { appliquerTheme, lireTheme } from './coquille/theme.ts';
import { creerClientDeRequetes } from './requetes.ts';
import { creerRouteur } from './routeur.tsx';
import { installerServiceWorker } from './service-worker-client.ts';
import { poserLesTypesDeConfiance } from './types-de-confiance.ts';
import { suivreLesGestes } from './session/activite.ts';
import './ui/jetons.css';
import './ui/socle.css';

poserLesTypesDeConfiance();
appliquerTheme(lireTheme());
suivreLesGestes();
const racine = document.querySelector('#cordee');
if (racine === null) throw new Error('La page ne contient pas #cordee.');
createRoot(racine).render(
  <StrictMode>
    <QueryClientProvider client={creerClientDeRequetes()}>
      <RouterProvider router={creerRouteur()} />
    </QueryClientProvider>
  </StrictMode>,
);
installerServiceWorker();
