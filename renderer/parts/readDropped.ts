import { sortFolder, takeAll, type FoundFiles } from './foundFiles.ts';

/** What was dropped; folders are walked to their ends for recordings, hidden files left out. */
export async function readDropped(data: DataTransfer): Promise<FoundFiles> {
  // Both must be taken before the first await: the drop's data is emptied after the event.
  const plain = [...data.files];
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return takeAll(plain);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const files = await readEntry(entry);
      return isFolder(entry) ? sortFolder(files) : takeAll(files);
    }),
  );
  return {
    files: found.flatMap(({ files }) => files),
    leftOut: found.reduce((sum, { leftOut }) => sum + leftOut, 0),
    isFolder: found.some((one) => one.isFolder),
  };
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith('.')) return [];
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const found: File[] = [];
  for (const child of await readFolder(entry)) found.push(...(await readEntry(child)));
  return found;
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // Browsers hand out at most 100 entries a time; an empty answer is the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name));
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
