/** What each failure means and what to do about it, as the panel and the desktop say it; what a terminal or a program is told otherwise stands beside. */
import type { FailureTexts } from './failureTexts.ts';
import { failureTextsSetupEn } from './failureTextsSetupEn.ts';

export const failureTextsEn: FailureTexts = {
  'bad-request': {
    cause: 'The host did not accept what was entered.',
    fix: 'Look at the details below, correct the value and send it again.',
  },
  unauthorised: {
    cause: 'This browser is not signed in to the host.',
    fix: 'Run “paradeck open” on the box, or open the link the host printed when it started.',
  },
  forbidden: {
    cause: 'The host refuses this action from here.',
    fix: 'Open the panel from the address the host printed; other names have to be allowed on the host first.',
  },
  'unknown-call': {
    cause: 'Panel and host are of different versions.',
    fix: 'Reload this page. If it happens again, restart the host.',
  },
  'too-large': {
    cause: 'The file is larger than is accepted.',
    fix: 'Split it, or save it as compressed audio (MP3, M4A, Opus).',
  },
  busy: {
    cause: 'The host has more to do than it can take on now.',
    fix: 'Wait until some jobs have finished and try again.',
  },
  'key-missing': {
    cause: 'An address that other machines reach needs a key first.',
    fix: 'Make a key under Settings → Doors, or set the address back to 127.0.0.1.',
  },
  'key-not-found': {
    cause: 'This key no longer exists.',
    fix: 'Nothing is left to do: whoever has it is refused.',
  },
  'job-cancelled': {
    cause: 'The job was cancelled.',
    fix: 'Add the file again.',
  },
  'file-missing': {
    cause: 'Please upload an audio file first.',
    fix: 'Send it as the form field “file”.',
  },
  'instance-not-found': {
    cause: 'This instance no longer exists.',
    fix: 'Choose another instance, or drop the file on the fleet.',
  },
  'instance-name-taken': {
    cause: 'Another instance already has this name.',
    fix: 'Choose a different name.',
  },
  'instance-port-taken': {
    cause: 'Another instance already uses this port.',
    fix: 'Choose a different port.',
  },
  'instance-not-stopped': {
    cause: 'The instance is still running.',
    fix: 'Stop it first, then try again.',
  },
  'job-not-found': { cause: 'This job no longer exists.', fix: 'Add the file again.' },
  'job-not-finished': {
    cause: 'The job has not finished yet.',
    fix: 'Wait until it is done, or cancel it first.',
  },
  'transcript-not-found': {
    cause: 'There is no transcript for this job.',
    fix: 'Run the job again from the queue.',
  },
  'transcript-edited': {
    cause: 'Somebody else has corrected this transcript meanwhile.',
    fix: 'Look at the newest text and make your correction again.',
  },
  'model-not-found': {
    cause: 'The model this needs is not known, or its folder is gone.',
    fix: 'Add the model folder under Settings, Models, or choose another model.',
  },
  'model-invalid': {
    cause: 'The model folder is incomplete or damaged.',
    fix: 'Look at its check lines under Settings, Models; download the missing files and add the folder again.',
  },
  'model-in-use': {
    cause: 'An instance or a setting still uses this model.',
    fix: 'Give that instance another model first, then remove this one.',
  },
  'engine-not-installed': {
    cause: 'The engine’s Python environment is not installed.',
    fix: 'Install it under Settings, Engines, or choose the other engine for the instance.',
  },
  'engine-broken': {
    cause: 'The engine was installed and its packages cannot be loaded.',
    fix: 'Look at its log under Settings, Engines, and install it again; where a card is the reason, open Checks.',
  },
  'python-missing': {
    cause: 'No Python that can make an environment was found.',
    fix: 'Checks names the command that installs one (on Debian and Ubuntu python3-venv belongs to it).',
  },
  'gpu-not-found': {
    cause: 'No card of this box has the chosen UUID now.',
    fix: 'Open Fleet and look at the cards; give the instance another device, or wait until the card is back.',
  },
  'gpu-memory-short': {
    cause: 'The card has too little free memory for this instance.',
    fix: 'Free memory on the card (the details name who holds it), lower the batch size, or start it anyway.',
  },
  ...failureTextsSetupEn,
  'file-not-found': {
    cause: 'The file is no longer where it was.',
    fix: 'Check that it has not been moved or renamed, then add it again.',
  },
  'file-is-folder': { cause: 'That is a folder, not a file.', fix: 'Drop the audio files inside it.' },
  'folder-not-found': {
    cause: 'The folder is not there, or nothing is mounted on it.',
    fix: 'Check its path, or mount the drive again; a watched folder then goes on by itself.',
  },
  'folder-unreadable': {
    cause: 'The host may not list this folder.',
    fix: 'Change its permissions so that the host’s user can read it; a watched folder then goes on by itself.',
  },
  'folder-watched': {
    cause: 'This folder, one in it or one around it is watched already.',
    fix: 'Remove that one first (the details name it).',
  },
  'file-unreadable': {
    cause: 'The host may not read this file.',
    fix: 'Change its permissions, or copy it to another folder and add it again.',
  },
  'file-empty': { cause: 'The file is empty (0 bytes).', fix: 'Copy or download it again.' },
  'file-not-audio': {
    cause: 'No audio was recognised in this file.',
    fix: 'Check that it plays in a media player; convert it to WAV, MP3 or M4A.',
  },
  'file-no-sound': {
    cause: 'The file has no audio track.',
    fix: 'Choose the version of the recording that has sound.',
  },
  'file-truncated': {
    cause: 'The file ends before its audio does.',
    fix: 'Copy or download it again completely, then retry.',
  },
  'file-refused': {
    cause: 'This kind of file is not opened, for safety.',
    fix: 'Convert it to WAV, MP3, M4A or FLAC and add that.',
  },
  'file-too-long': {
    cause: 'The recording is longer than the limit.',
    fix: 'Raise “Longest audio” under Settings, or split the recording.',
  },
  'file-changed': {
    cause: 'The file was changed while it was being transcribed.',
    fix: 'Retry once nothing writes to it any more.',
  },
  'decoder-missing': {
    cause: 'No ffmpeg was found to read this kind of audio.',
    fix: 'Install ffmpeg, or set its path under Settings. 16 kHz mono WAV works without it.',
  },
  'decoder-killed': {
    cause:
      'The decoder (ffmpeg) was killed again and again while it read the file; the system does so when memory runs short.',
    fix: 'Nothing is wrong with the file. Free memory on this machine, then retry: what was recognised is kept.',
  },
  'output-exists': {
    cause: 'A file with the result’s name is already there and is not overwritten.',
    fix: 'Move or rename it; the transcript itself is safe and can be exported here.',
  },
  'output-not-writable': {
    cause: 'The transcript could not be saved to the chosen folder.',
    fix: 'Check the folder’s permissions or choose another under Settings; the transcript itself is safe.',
  },
  'disk-full': {
    cause: 'The disk is full.',
    fix: 'Free some space; waiting jobs then go on by themselves.',
  },
  'home-not-writable': {
    cause: 'The host cannot write to its data folder.',
    fix: 'Check the permissions and the free space of that folder.',
  },
  'home-in-use': {
    cause: 'Another host already uses this data folder.',
    fix: 'Close the other one, or start this one with another data folder.',
  },
  'port-taken': {
    cause: 'Another program listens on this port.',
    fix: 'Choose another port, or close that program.',
  },
  'worker-died': {
    cause: 'The worker ended while it was recognising this file.',
    fix: 'Retry. If it happens again, look at the instance’s log.',
  },
  'worker-failed': {
    cause: 'The worker could not recognise this audio.',
    fix: 'Retry, or look at the instance’s log.',
  },
  'instance-unavailable': {
    cause: 'The instance is not able to work at the moment.',
    fix: 'Start it, or release the job to the fleet.',
  },
  'host-closing': {
    cause: 'ParaDeck is about to end or to start again.',
    fix: 'Try again in some seconds; accepted jobs go on at the next start.',
  },
  'coverage-incomplete': {
    cause: 'Parts of the recording have no text yet.',
    fix: 'Retry: only the missing parts are done again.',
  },
  internal: {
    cause: 'Something unexpected went wrong in the host.',
    fix: 'Try again. If it happens again, copy the details into a report.',
  },
};
