/** A moment as the user's clock shows it, in figures that are good in names: 2026-11-28 and 1605. */
export function renderLocalTime(at: number): { readonly date: string; readonly time: string } {
  const moment = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map(two).join('-');
  return { date, time: two(moment.getHours()) + two(moment.getMinutes()) };
}
