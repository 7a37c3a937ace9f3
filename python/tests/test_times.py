"""Token times from CIF weights."""

import numpy as np
import pytest

from paradeck_worker.asr.times import spans_ms, starts_ms


def test_a_token_starts_where_half_of_it_is_summed_up() -> None:
    alphas = np.array([0.25, 0.5, 0.25, 0.5, 0.5, 0.45], np.float32)
    # 0.5 is reached halfway through the second frame, 1.5 at the end of the fourth.
    assert starts_ms(alphas, 2, 0.0).tolist() == pytest.approx([90.0, 240.0])
    assert starts_ms(alphas, 2, 40.0).tolist() == pytest.approx([50.0, 200.0])


def test_spans_stay_in_the_segment_and_never_run_backwards() -> None:
    starts = np.array([-50.0, 30.0, 20.0, 900.0])
    spans = spans_ms(starts, [(0, 0), (1, 2), (3, 3)], 600.0)
    assert spans == ((0.0, 30.0), (30.0, 600.0), (600.0, 600.0))


@pytest.mark.parametrize("seed", range(50))
def test_spans_of_any_weights_are_ordered(seed: int) -> None:
    rng = np.random.default_rng(seed)
    alphas = rng.uniform(0, 0.6, rng.integers(1, 80)).astype(np.float32)
    count = int(alphas.sum())
    spans = spans_ms(
        starts_ms(alphas, count, rng.uniform(0, 300)), [(at, at) for at in range(count)], 60.0 * len(alphas)
    )
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert len(spans) == count
