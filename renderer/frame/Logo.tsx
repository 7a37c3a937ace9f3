/** The product's mark: a short stretch of sound. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2f5bd0" />
      <g fill="#fff">
        <rect x="6" y="12" width="3.2" height="8" rx="1.6" />
        <rect x="11.6" y="7" width="3.2" height="18" rx="1.6" />
        <rect x="17.2" y="10" width="3.2" height="12" rx="1.6" />
        <rect x="22.8" y="13" width="3.2" height="6" rx="1.6" />
      </g>
    </svg>
  );
}
