/** Lets the user save a file that came within an answer: browser and desktop alike ask where, or have a place for it. */
export function saveBase64(fileName: string, base64: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))]));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
