/** What runs in the thread that masks a large body. */
import { parentPort, workerData } from 'node:worker_threads';
import { maskPersonalData } from '../../jira/personal-data/mask.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of Node, not a window
parentPort?.postMessage(maskPersonalData(String(workerData)));
